import { useQuery, useQueryClient } from '@tanstack/react-query'
import Button from 'antd-mobile/es/components/button'
import { useEffect, useState } from 'react'
import { useSearch } from 'wouter'
import { hasEnded } from '#shared/rules/codes/flow-status.ts'
import type { FlowView } from '#shared/schemas/flow/flow.ts'
import { apiOf } from '#web/api/api.ts'
import { showCachedView } from '#web/api/device-cache/device-cache.ts'
import { isUnreachable } from '#web/api/http/api-error.ts'
import { useTrouble } from '#web/api/http/use-trouble.ts'
import { flowKey, isAccessDenied, shownByItself } from '#web/api/queries/flow.ts'
import { useSession } from '#web/api/session/session-query.ts'
import { PageNotice } from '#web/components/notice/page-notice.tsx'
import { Freshness } from '#web/components/page/freshness.tsx'
import { loadAnimated } from '#web/components/overlay/animated.ts'
import { lazyPart } from '#web/components/page/lazy-part.tsx'
import { flowPath, goBack } from '#web/components/page/navigation.ts'
import { PageSkeleton } from '#web/components/page/page-skeleton.tsx'
import { Page } from '#web/components/page/page.tsx'
import { PullToRefresh } from '#web/components/pull/pull-to-refresh.tsx'
import { useNow } from '#web/components/time/use-now.ts'
import { useDevice } from '#web/i18n/device.ts'
import { useWords, words } from '#web/i18n/words.ts'
import { WholeFailurePage } from '#web/widgets/failure-page/lazy-failure-page.tsx'
import { lazyPage } from '#web/widgets/failure-page/lazy-page.tsx'
import { useNextStepSentence } from '#web/widgets/flow/use-next-step-sentence.ts'
import { openedDraft } from '#web/widgets/launch/opened-draft.ts'
import { FlowActions } from './actions/flow-actions.tsx'
import { StatusBanner } from './banner/status-banner.tsx'
import { FlowDetails } from './flow-details.tsx'
import { useFlow } from './flow-query.ts'
import './flow.css'
import { followFlow } from './follow-flow.ts'
import { loadPrintRecord } from './print-record/load-print-record.ts'
import './timeline/history.css'
import { requesterMayManage } from './requester-to-do.ts'

const PrintRecord = lazyPage(async () => (await loadPrintRecord()).PrintRecord)

type FlowPageProps = {
  taskId: string
  /** Whether the person opened it; else it shows itself, and nothing is noted of that. */
  isOpened?: boolean
}

export function FlowPage({ taskId, isOpened = true }: FlowPageProps) {
  const [{ data, dataUpdatedAt, error, refetch, isFetching }, readNewest] = useFlow(taskId)
  const trouble = useTrouble(error, dataUpdatedAt)
  const t = useWords(words.flow)
  const now = useNow()
  const session = useSession()
  const { openedAt } = useDevice()
  const search = new URLSearchParams(useSearch())
  const flow = data?.flow
  const [isLaunched, setLaunched] = useState(false)
  const client = useQueryClient()
  const refresh = () => {
    // Refetches the list next to it.
    void client.refetchQueries({ queryKey: ['flows'], type: 'active' })
    return readNewest()
  }
  useEffect(() => void showCachedView(client, taskId), [client, taskId])
  useLiveFlow(taskId, flow !== undefined && !hasEnded(flow.status), isFetching)

  useEffect(() => {
    // Only a reading of one's own is a visit.
    if (isOpened && shownByItself.delete(taskId))
      void client.invalidateQueries({ queryKey: flowKey(taskId) })
  }, [client, taskId, isOpened])

  useEffect(() => {
    if (!flow || !isOpened) return
    // Not needed to show the page.
    import('#web/api/device-cache/recent-flows.ts').then(
      ({ rememberFlow }) => rememberFlow(session, flow),
      () => {},
    )
  }, [session, flow, isOpened])

  const isAudit = search.get('view') === 'audit'
  if (!data || (isAudit && data.isOutline) || isAccessDenied(error)) {
    if (!error) return <PageSkeleton />
    return <WholeFailurePage error={error} onRetry={refetch} taskId={taskId} />
  }
  const leaveAuditTrail = () => {
    search.delete('view')
    goBack(`${flowPath(taskId)}?${search}`)
  }
  if (isAudit) return <PrintRecord view={data} onBack={leaveAuditTrail} />
  // Reading the rest of a log does not count as a refresh.
  const isRefreshing = isFetching && !data.isOutline
  return (
    <Page title={data.flow.title ?? t.pageTitle}>
      <PullToRefresh onRefresh={refresh}>
        <FlowAnnouncer view={data} now={now} />
        <FlowNotices view={data} error={trouble} onRetry={refresh} isLaunched={isLaunched} />
        <FlowActions
          head={
            <StatusBanner
              view={data}
              now={now}
              freshness={
                <Freshness fetchedAt={dataUpdatedAt} now={now} isRefreshing={isRefreshing} />
              }
            />
          }
          view={data}
          now={now}
          // Of an earlier visit, the age says that it is read again.
          isRefreshing={isRefreshing && dataUpdatedAt >= openedAt}
          onRefresh={refresh}
          onLaunch={() => setLaunched(true)}
        />
        <FlowDetails view={data} now={now} onRetry={refresh} />
      </PullToRefresh>
    </Page>
  )
}

/** Announces changes of the flow to screen readers. */
function FlowAnnouncer({ view, now }: { view: FlowView; now: number }) {
  const t = useWords(words.flow)
  const sentence = useNextStepSentence(view.situation.next, now)
  const [seen, setSeen] = useState(view)
  // The sentence at the time of the change, because it also changes as time passes.
  const [news, setNews] = useState('')
  if (seen !== view) {
    setSeen(view)
    // The rest of a log is not a change.
    if (!seen.isOutline && hasChanged(seen, view)) setNews(t.news({ sentence }))
  }
  return (
    <p className="visually-hidden" role="status" data-testid="flow-news">
      {news}
    </p>
  )
}

/**
 * Seal image URLs may differ with each reading; everything else about seal approvals is in the
 * situation.
 */
function hasChanged(before: FlowView, view: FlowView): boolean {
  if (before.flow !== view.flow) return true
  // A part that could not be read for a while is not a change.
  return before.situation !== view.situation && isWhole(before) && isWhole(view)
}

const isWhole = ({ signers, approvals }: FlowView) => 'ok' in signers && 'ok' in approvals

/**
 * Rereads the flow when the proxy reports a change.
 * @param canChange whether the flow can still change
 * @param isReading whether it is being read
 */
function useLiveFlow(taskId: string, canChange: boolean, isReading: boolean): void {
  const client = useQueryClient()
  // A cached view is old anyway, so an event for it would only restart the first read.
  const [readTask, setReadTask] = useState('')
  if (!isReading && readTask !== taskId) setReadTask(taskId)
  const isWanted = canChange && readTask === taskId
  // Rerenders, because the poll interval depends on it.
  const [, setLive] = useState(false)
  useEffect(() => apiOf(client).live.isLive.subscribe(setLive), [client])
  useEffect(() => (isWanted ? followFlow(client, taskId) : undefined), [client, taskId, isWanted])
}

const SigningOutcome = lazyPart(async () => (await import('./signing-outcome.tsx')).SigningOutcome)

const ProposalSheet = lazyPart(async () => {
  // A sheet whose parts do not load closes, and the address would no longer name the proposal.
  const [loaded] = await Promise.all([import('./proposal/proposal-sheet.tsx'), loadAnimated()])
  return loaded.ProposalSheet
})

const NotUpdated = lazyPart(async () => (await import('./not-updated.tsx')).NotUpdated)

const AccessNotice = lazyPart(
  async () => (await import('#web/widgets/access/access-notice.tsx')).AccessNotice,
  null,
)

type FlowNoticesProps = {
  view: FlowView
  /** Why the flow may be outdated, or null. */
  error: Error | null
  onRetry: () => Promise<unknown>
  /** Whether the signing page was opened. */
  isLaunched: boolean
}

/** The page's notices: outdated data, open steps, the outcome of signing. */
function FlowNotices({ view, error, onRetry, isLaunched }: FlowNoticesProps) {
  const t = useWords(words.flow)
  const tPage = useWords(words.page)
  const [isReturn, setReturn] = useState(false)
  const [hasProposal, setProposal] = useState(false)
  useEffect(() => {
    // The proxy renders without the URL's query, so it is read after hydration.
    // oxlint-disable-next-line react/set-state-in-effect
    if (/[?&]returned=/.test(location.search)) setReturn(true)
    if (/[?&]confirm=/.test(location.search)) setProposal(true)
  }, [])
  const { data: opened } = useQuery(openedDraft)
  const isBeingMade = opened === view.flow.taskId && view.flow.status === 'draft'
  return (
    <>
      {error &&
        (isUnreachable(error) ? (
          <PageNotice
            rank="stale"
            // The network may always be back, and no file can be fetched until then.
            action={
              <Button
                size="small"
                fill="outline"
                loading="auto"
                onClick={async () => void (await onRetry())}
              >
                {tPage.retry}
              </Button>
            }
            testId="flow-notice"
          >
            {t.unreached}
          </PageNotice>
        ) : (
          <NotUpdated error={error} onRetry={onRetry} placeholder={null} />
        ))}
      {error === null && isBeingMade && (
        <PageNotice rank="done" testId="flow-notice">
          {t.finishDraft}
        </PageNotice>
      )}
      {(isLaunched || isReturn) && (
        <SigningOutcome view={view} isLaunched={isLaunched} placeholder={null} />
      )}
      {hasProposal && <ProposalSheet view={view} placeholder={null} />}
      {requesterMayManage(view) && <AccessNotice taskId={view.flow.taskId} placeholder={null} />}
    </>
  )
}
