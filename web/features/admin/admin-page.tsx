import { useQuery } from '@tanstack/react-query'
import { useSearch } from 'wouter'
import { ApiError } from '#web/api/http/api-error.ts'
import { corpQuery } from '#web/api/queries/admin.ts'
import { useSession } from '#web/api/session/session-query.ts'
import { FailurePage } from '#web/widgets/failure-page/failure-page.tsx'
import { Page } from '#web/components/page/page.tsx'
import { PageSkeleton } from '#web/components/page/page-skeleton.tsx'
import { useCorpChanges } from '#web/widgets/readiness/use-corp-changes.ts'
import { useWords } from '#web/i18n/words.ts'
import { AccessPage } from './access/access-page.tsx'
import './admin.css'
import { adminWords } from './admin-words.ts'
import { DeveloperPage } from './developer-page.tsx'
import { ImportPage } from './import/import-page.tsx'
import { MessagesPage } from './messages-page.tsx'
import { Overview } from './overview/overview.tsx'
import { OrdersPage } from './packages/orders-page.tsx'
import { PackagesPage } from './packages/packages-page.tsx'
import { SettingsPage } from './settings/settings-page.tsx'
import { StatePage } from './state-page.tsx'
import { TimesPage } from './times/times-page.tsx'
import { WithdrawPage } from './withdraw-page.tsx'

/**
 * What a corp's admins see and do: the overview, or with `?view=` a page behind one of its rows.
 * Operators also set the app up and order packages.
 */
export function AdminPage() {
  const t = useWords(adminWords)
  const view = new URLSearchParams(useSearch()).get('view')
  const { role, isOperator = false } = useSession()
  const isAdmin = role === 'admin'
  const corp = useQuery(corpQuery)
  useCorpChanges(null)
  if (isRefused(corp.error) || (!corp.data && corp.error && !isAdmin))
    return (
      <Page title={t.pageTitle} hasLanguage>
        <FailurePage error={corp.error} onRetry={corp.refetch} />
      </Page>
    )
  // Whether a member is an operator is known only after the answer.
  if (!corp.data && !isAdmin) return <PageSkeleton />
  const noticeUrl = corp.data?.noticeUrl ?? null
  const pages = {
    ...(isAdmin && adminPages),
    packages: <PackagesPage canManage={isAdmin} hasOrders={noticeUrl !== null} />,
    state: <StatePage canManage={isAdmin} />,
    ...(noticeUrl !== null && {
      orders: <OrdersPage />,
      developer: <DeveloperPage noticeUrl={noticeUrl} />,
    }),
  }
  const open = Object.entries(pages).find(([name]) => name === view)?.[1]
  if (open) return open
  // Which pages an operator has is known only after the answer.
  if (view !== null && !corp.data && !corp.error) return <PageSkeleton />
  return <Overview isAdmin={isAdmin} isOperator={isOperator || noticeUrl !== null} />
}

const adminPages = {
  times: <TimesPage />,
  access: <AccessPage />,
  messages: <MessagesPage />,
  import: <ImportPage />,
  settings: <SettingsPage />,
  withdraw: <WithdrawPage />,
}

function isRefused(error: unknown): boolean {
  return error instanceof ApiError && error.problem?.status === 403
}
