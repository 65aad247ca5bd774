import { useQuery } from '@tanstack/react-query'
import { corpQuery } from '#web/api/queries/admin.ts'
import { useSession } from '#web/api/session/session-query.ts'
import { AppError } from '#web/components/failure/app-error.tsx'
import { Page } from '#web/components/page/page.tsx'
import { PageSkeleton } from '#web/components/page/page-skeleton.tsx'
import { PullToRefresh } from '#web/components/pull/pull-to-refresh.tsx'
import { ReturnNote } from '#web/components/launch/return-note.tsx'
import { useWords } from '#web/i18n/words.ts'
import { adminWords } from './admin-words.ts'
import './admin.css'
import { AuditCard } from './audit-card.tsx'
import { CorpStateCard } from './corp-state-card.tsx'
import { DeveloperCard } from './developer-card.tsx'
import { MarginCard } from './margin-card.tsx'
import { OrdersCard } from './orders-card.tsx'
import { StatisticsCard } from './statistics-card.tsx'

/** What a corp's administrators see and do; operators also set the app up and order packages. */
export function AdminPage() {
  const t = useWords(adminWords)
  const session = useSession()
  const { data, error, refetch } = useQuery(corpQuery)
  if (!data) {
    if (!error) return <PageSkeleton />
    return (
      <Page title={t.pageTitle} hasLanguage>
        <AppError error={error} onRetry={refetch} />
      </Page>
    )
  }
  const isAdmin = session.role === 'admin'
  return (
    <Page title={t.pageTitle}>
      <PullToRefresh onRefresh={async () => !(await refetch()).isError}>
        <h1 className="visually-hidden">{t.pageTitle}</h1>
        <ReturnNote />
        <CorpStateCard corp={data} canManage={isAdmin} />
        <MarginCard margin={data.margin} />
        {isAdmin && <StatisticsCard />}
        {isAdmin && <AuditCard />}
        {data.noticeUrl !== null && <DeveloperCard noticeUrl={data.noticeUrl} />}
        {data.noticeUrl !== null && <OrdersCard />}
      </PullToRefresh>
    </Page>
  )
}
