import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useSearch } from 'wouter'
import { ApiError } from '#web/api/http/api-error.ts'
import { useTrouble } from '#web/api/http/use-trouble.ts'
import {
  auditQuery,
  corpQuery,
  ordersQuery,
  outboxQuery,
  statisticsQuery,
} from '#web/api/queries/admin.ts'
import { subscriptionHelpQuery } from '#web/api/queries/corp.ts'
import { useSession } from '#web/api/session/session-query.ts'
import { FailurePage } from '#web/components/failure/failure-page.tsx'
import { ReturnNote } from '#web/components/launch/return-note.tsx'
import { Row } from '#web/components/list/row.tsx'
import { Rows } from '#web/components/list/rows.tsx'
import { PageNotUpdated } from '#web/components/page/page-not-updated.tsx'
import { Page } from '#web/components/page/page.tsx'
import { PageSkeleton } from '#web/components/page/page-skeleton.tsx'
import { useCorpChanges } from '#web/components/page/use-corp-changes.ts'
import { readAgain } from '#web/components/page/read-again.ts'
import { PullToRefresh } from '#web/components/pull/pull-to-refresh.tsx'
import { useWords } from '#web/i18n/words.ts'
import { adminWords } from './admin-words.ts'
import './admin.css'
import { AuditCard } from './audit-card.tsx'
import { CancelAuthorisation } from './cancel-authorisation.tsx'
import { CorpStateCard } from './corp-state-card.tsx'
import { DeveloperCard } from './developer-card.tsx'
import { Figures } from './statistics/figures.tsx'
import { ImportCard } from './import/import-card.tsx'
import { LongestList } from './statistics/longest-list.tsx'
import { MarginCard } from './orders/margin-card.tsx'
import { MessagesCard } from './messages-card.tsx'
import { NeedsList } from './needs-list.tsx'
import { OrdersCard } from './orders/orders-card.tsx'
import { MonthsList, StagesList } from './statistics/stages-list.tsx'
import { SettingsPage } from './settings/settings-page.tsx'
import { StatesList } from './statistics/states-list.tsx'

/** The queries that the page shows, as far as the viewer may see them. */
const shown = [
  corpQuery,
  subscriptionHelpQuery,
  statisticsQuery,
  outboxQuery,
  auditQuery,
  ordersQuery,
].map(({ queryKey }) => queryKey)

/** The desk, or a page behind one of its rows. */
export function AdminPage() {
  const view = new URLSearchParams(useSearch()).get('view')
  return view === 'settings' ? <SettingsPage /> : <Desk />
}

/** What a corp's admins see and do. Operators also set the app up and order packages. */
function Desk() {
  const t = useWords(adminWords)
  const { role, isOperator = false } = useSession()
  const isAdmin = role === 'admin'
  const client = useQueryClient()
  const corp = useQuery(corpQuery)
  useCorpChanges(null)
  const statistics = useQuery({ ...statisticsQuery, enabled: isAdmin })
  const outbox = useQuery({ ...outboxQuery, enabled: isAdmin })
  const old = [corp, statistics, outbox].find(({ data, error }) => data && error)
  const trouble = useTrouble(old?.error ?? null, corp.dataUpdatedAt || Infinity)
  if (isRefused(corp.error) || (!corp.data && corp.error && !isAdmin))
    return (
      <Page title={t.pageTitle} hasLanguage>
        <FailurePage error={corp.error} onRetry={corp.refetch} />
      </Page>
    )
  // Whether a member is an operator is known only after the answer.
  if (!corp.data && !isAdmin) return <PageSkeleton />
  const refresh = () => readAgain(client, shown)
  const noticeUrl = corp.data?.noticeUrl ?? null
  const isAuthorised =
    corp.data !== undefined &&
    'ok' in corp.data.app &&
    corp.data.app.ok.authorisation === 'authorised'
  return (
    <Page title={t.pageTitle} hasColumns>
      <PullToRefresh onRefresh={refresh}>
        <div className="desk">
          <h1 className="visually-hidden">{t.pageTitle}</h1>
          <ReturnNote />
          {trouble && <PageNotUpdated onRetry={refresh} />}
          {isOperator && (
            <Rows label={t.operatorDesk}>
              <Row to="/operator" description={t.operatorDeskNote}>
                {t.operatorDesk}
              </Row>
            </Rows>
          )}
          <Figures corp={corp.data} statistics={statistics.data} isAdmin={isAdmin} />
          {corp.data && <NeedsList corp={corp.data} canManage={isAdmin} />}
          <div className="admin-columns">
            <div>{isAdmin && <LongestList reading={statistics} />}</div>
            <div className="admin-right">
              {isAdmin && <StatesList reading={statistics} />}
              {isAdmin && <StagesList reading={statistics} />}
              <MarginCard reading={corp} />
              {isAdmin && <MonthsList reading={statistics} />}
              <CorpStateCard reading={corp} canManage={isAdmin} />
            </div>
            <div>
              {isAdmin && <AuditCard />}
              {isAdmin && <MessagesCard />}
              {isAdmin && <ImportCard />}
              {isAdmin && (
                <Rows label={t.settings}>
                  <Row to="/admin?view=settings" description={t.settingsNote} testId="settings">
                    {t.settings}
                  </Row>
                </Rows>
              )}
              {noticeUrl !== null && <DeveloperCard noticeUrl={noticeUrl} />}
              {noticeUrl !== null && <OrdersCard />}
            </div>
          </div>
          {isAdmin && <CancelAuthorisation isAuthorised={isAuthorised} />}
        </div>
      </PullToRefresh>
    </Page>
  )
}

function isRefused(error: unknown): boolean {
  return error instanceof ApiError && error.problem?.status === 403
}
