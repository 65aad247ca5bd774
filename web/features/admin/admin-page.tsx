import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { ApiError } from '#web/api/http/api-error.ts'
import { corpQuery, statisticsQuery } from '#web/api/queries/admin.ts'
import { useSession } from '#web/api/session/session-query.ts'
import { FailurePage } from '#web/components/failure/failure-page.tsx'
import { ReturnNote } from '#web/components/launch/return-note.tsx'
import { Row } from '#web/components/list/row.tsx'
import { Rows } from '#web/components/list/rows.tsx'
import { useIsWide } from '#web/components/overlay/use-is-wide.ts'
import { Page } from '#web/components/page/page.tsx'
import { PageSkeleton } from '#web/components/page/page-skeleton.tsx'
import { useCorpChanges } from '#web/components/page/use-corp-changes.ts'
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
import { StatesList } from './statistics/states-list.tsx'

/** What a corp's administrators see and do; operators also set the app up and order packages. */
export function AdminPage() {
  const t = useWords(adminWords)
  const { role, isOperator = false } = useSession()
  const isAdmin = role === 'admin'
  const corp = useQuery(corpQuery)
  useCorpChanges(null)
  const statistics = useQuery({ ...statisticsQuery, enabled: isAdmin })
  if (isRefused(corp.error) || (!corp.data && corp.error && !isAdmin))
    return (
      <Page title={t.pageTitle} hasLanguage>
        <FailurePage error={corp.error} onRetry={corp.refetch} />
      </Page>
    )
  // Only the answer tells whether a member is an operator.
  if (!corp.data && !isAdmin) return <PageSkeleton />
  const refresh = async () => {
    const reads = await Promise.all([corp.refetch(), ...(isAdmin ? [statistics.refetch()] : [])])
    return !reads.some(({ isError }) => isError)
  }
  const noticeUrl = corp.data?.noticeUrl ?? null
  const isAuthorised =
    corp.data !== undefined &&
    'ok' in corp.data.app &&
    corp.data.app.ok.authorisation === 'authorised'
  return (
    <Page title={t.pageTitle}>
      <PullToRefresh onRefresh={refresh}>
        <div className="desk">
          <h1 className="visually-hidden">{t.pageTitle}</h1>
          <ReturnNote />
          {isOperator && (
            <Rows label={t.operatorDesk}>
              <Row to="/operator" description={t.operatorDeskNote}>
                {t.operatorDesk}
              </Row>
            </Rows>
          )}
          <Figures corp={corp.data} statistics={statistics.data} isAdmin={isAdmin} />
          {corp.data && <NeedsList corp={corp.data} canManage={isAdmin} />}
          <Columns
            parts={[
              isAdmin && {
                column: 'left',
                part: <LongestList key="longest" reading={statistics} />,
              },
              isAdmin && {
                column: 'right',
                part: <StatesList key="states" reading={statistics} />,
              },
              isAdmin && {
                column: 'right',
                part: <StagesList key="stages" reading={statistics} />,
              },
              { column: 'right', part: <MarginCard key="margin" reading={corp} /> },
              isAdmin && {
                column: 'right',
                part: <MonthsList key="months" reading={statistics} />,
              },
              isAdmin && { column: 'left', part: <AuditCard key="audit" /> },
              isAdmin && { column: 'left', part: <MessagesCard key="messages" /> },
              isAdmin && { column: 'left', part: <ImportCard key="import" /> },
              {
                column: 'right',
                part: <CorpStateCard key="state" reading={corp} canManage={isAdmin} />,
              },
              noticeUrl !== null && {
                column: 'left',
                part: <DeveloperCard key="developer" noticeUrl={noticeUrl} />,
              },
              noticeUrl !== null && { column: 'left', part: <OrdersCard key="orders" /> },
            ]}
          />
          {isAdmin && <CancelAuthorisation isAuthorised={isAuthorised} />}
        </div>
      </PullToRefresh>
    </Page>
  )
}

function isRefused(error: unknown): boolean {
  return error instanceof ApiError && error.problem?.status === 403
}

interface DeskPart {
  column: 'left' | 'right'
  part: ReactNode
}

/** One column in the order given, two from 1200 pixels on. */
function Columns({ parts }: { parts: readonly (DeskPart | false)[] }) {
  const isWide = useIsWide(1200)
  const shown = parts.filter((part) => part !== false)
  const of = (column: DeskPart['column']) =>
    shown.filter((each) => each.column === column).map(({ part }) => part)
  if (!isWide) return shown.map(({ part }) => part)
  return (
    <div className="desk-columns">
      <div>{of('left')}</div>
      <div>{of('right')}</div>
    </div>
  )
}
