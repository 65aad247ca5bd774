import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { useSearch } from 'wouter'
import type { DeskView } from '#shared/rules/page-path.ts'
import { ApiError } from '#web/api/http/api-error.ts'
import { corpQuery, initialiseDeveloper, ordersQuery, placeOrder } from '#web/api/queries/admin.ts'
import { appConfigQuery } from '#web/api/queries/app-config.ts'
import { useSession } from '#web/api/session/session-query.ts'
import { CodeBlock } from '#web/components/code-block.tsx'
import { Row } from '#web/components/list/row.tsx'
import { Rows } from '#web/components/list/rows.tsx'
import { PageSkeleton } from '#web/components/page/page-skeleton.tsx'
import { Page } from '#web/components/page/page.tsx'
import { useIsSplit } from '#web/components/use-is-wide.ts'
import { useWords } from '#web/i18n/words.ts'
import { DeskList } from '#web/widgets/desk/desk-list.tsx'
import { Initialise } from '#web/widgets/desk/initialise.tsx'
import { ListMore } from '#web/widgets/desk/list-more.tsx'
import { FailurePage } from '#web/widgets/failure-page/failure-page.tsx'
import { NewOrderButton } from '#web/widgets/orders/new-order-button.tsx'
import { OrderRows } from '#web/widgets/orders/order-row.tsx'
import { orderWords } from '#web/widgets/orders/order-words.ts'
import { useCorpChanges } from '#web/widgets/readiness/use-corp-changes.ts'
import { AccessPage } from './access/access-page.tsx'
import { adminWords } from './admin-words.ts'
import './admin.css'
import { AssistantsPage } from './assistants/assistants-page.tsx'
import { DeskMenu } from './desk-menu.tsx'
import { DeskPage } from './desk-page.tsx'
import { ImportPage } from './import/import-page.tsx'
import { MessagesPage } from './messages-page.tsx'
import { Overview } from './overview/overview.tsx'
import { BuyPackage } from './packages/buy-package.tsx'
import { MarginCard } from './packages/margin-card.tsx'
import { AdminSettingsPage, OperatorSettingsPage } from './settings/settings-page.tsx'
import { StatePage } from './state-page.tsx'
import { TimesPage } from './times/times-page.tsx'
import { WebhooksPage } from './webhooks/webhooks-page.tsx'
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
  const isSplit = useIsSplit()
  const hasAssistants = useQuery(appConfigQuery).data?.assistants === true
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
  const pages: Partial<Record<DeskView, ReactNode>> = {
    ...(isAdmin && adminPages),
    ...(isAdmin && hasAssistants && { assistants: <AssistantsPage /> }),
    packages: <PackagesPage canManage={isAdmin} hasOrders={noticeUrl !== null} />,
    state: <StatePage canManage={isAdmin} />,
    ...(isAdmin && { settings: <AdminSettingsPage canCheck={noticeUrl !== null} /> }),
    ...(!isAdmin && noticeUrl !== null && { settings: <OperatorSettingsPage /> }),
    ...(noticeUrl !== null && {
      orders: <OrdersPage />,
      developer: <DeveloperPage noticeUrl={noticeUrl} />,
    }),
  }
  const open = Object.entries(pages).find(([name]) => name === view)?.[1]
  const asker = { isAdmin, isOperator: isOperator || noticeUrl !== null }
  // Which pages an operator has is known only after the answer.
  const isPending = view !== null && !corp.data && !corp.error
  return (
    <div className="desk-frame">
      {isSplit && <DeskMenu {...asker} />}
      {open ?? (isPending ? <PageSkeleton /> : <Overview {...asker} />)}
    </div>
  )
}

const adminPages = {
  times: <TimesPage />,
  access: <AccessPage />,
  messages: <MessagesPage />,
  import: <ImportPage />,
  webhooks: <WebhooksPage />,
  withdraw: <WithdrawPage />,
}

function isRefused(error: unknown): boolean {
  return error instanceof ApiError && error.problem?.status === 403
}

const developerKeys = [corpQuery.queryKey]

/** Registers the app with e签宝, with the URL for its notices, `/admin?view=developer`. */
function DeveloperPage({ noticeUrl }: { noticeUrl: string }) {
  const t = useWords(orderWords)
  const { corpId } = useSession()
  return (
    <DeskPage title={t.developer} queryKeys={developerKeys}>
      <Rows testId="developer" label={t.developer}>
        <Row label={t.noticeUrl}>
          <CodeBlock text={noticeUrl} />
        </Row>
        <li className="desk-gap">
          <p className="desk-note">{t.developerNote}</p>
          <Initialise corpId={corpId} words={t} act={initialiseDeveloper}>
            <span className="desk-address">{noticeUrl}</span>
          </Initialise>
        </li>
      </Rows>
    </DeskPage>
  )
}

const orderKeys = [ordersQuery.queryKey]

/** The orders of packages, for operators, `/admin?view=orders`. */
function OrdersPage() {
  const t = useWords(adminWords)
  return (
    <DeskPage title={t.orders} queryKeys={orderKeys}>
      <OrdersCard />
    </DeskPage>
  )
}

const packageKeys = [corpQuery.queryKey, ordersQuery.queryKey]

type PackagesPageProps = {
  /** Whether the requester may buy; operators who are not admins order. */
  canManage: boolean
  hasOrders: boolean
}

/** How many contracts are left, and how there come to be more, `/admin?view=packages`. */
function PackagesPage({ canManage, hasOrders }: PackagesPageProps) {
  const t = useWords(adminWords)
  const reading = useQuery(corpQuery)
  return (
    <DeskPage title={t.packages} queryKeys={packageKeys} old={reading.data && reading}>
      <MarginCard reading={reading}>{canManage && <BuyPackage />}</MarginCard>
      {/* The card above keeps its height, so that this one does not move. */}
      {hasOrders && (reading.data || reading.error) && <OrdersCard />}
    </DeskPage>
  )
}

const invalidates = [ordersQuery.queryKey, corpQuery.queryKey]

/** Orders packages of contracts and lists earlier orders with their outcomes. */
function OrdersCard() {
  const t = useWords(orderWords)
  const reading = useInfiniteQuery(ordersQuery)
  const { hasNextPage, fetchNextPage } = reading
  return (
    <DeskList
      title={t.orders}
      testId="orders"
      reading={reading}
      extra={<NewOrderButton onPlace={placeOrder} invalidates={invalidates} />}
    >
      {({ pages }) => {
        const orders = pages.flatMap((page) => page.orders)
        return (
          <>
            {orders.length === 0 && <Row>{t.ordersEmpty}</Row>}
            <OrderRows orders={orders} />
            <ListMore reading={reading} hasMore={hasNextPage} onMore={fetchNextPage} />
          </>
        )
      }}
    </DeskList>
  )
}
