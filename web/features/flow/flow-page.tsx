import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { useSearch } from 'wouter'
import { hasEnded } from '#shared/rules/codes/flow-status.ts'
import { useTrouble } from '#web/api/http/use-trouble.ts'
import { useSession } from '#web/api/session/session-query.ts'
import { WholeFailurePage } from '#web/widgets/failure-page/lazy-failure-page.tsx'
import { flowPath, goBack } from '#web/components/page/navigation.ts'
import { Freshness } from '#web/components/page/freshness.tsx'
import { Page } from '#web/components/page/page.tsx'
import { PageSkeleton } from '#web/components/page/page-skeleton.tsx'
import { showCachedView } from '#web/api/device-cache/device-cache.ts'
import { isAccessDenied } from '#web/api/queries/flow.ts'
import { PullToRefresh } from '#web/components/pull/pull-to-refresh.tsx'
import { useNow } from '#web/components/time/use-now.ts'
import { useWords, words } from '#web/i18n/words.ts'
import './flow.css'
import { FlowNotices } from './flow-notices.tsx'
import './timeline/history.css'
import { lazyPage } from '#web/widgets/failure-page/lazy-page.tsx'
import { FlowActions } from './actions/flow-actions.tsx'
import { FlowDetails } from './flow-details.tsx'
import { FlowAnnouncer } from './flow-announcer.tsx'
import { useFlow } from './flow-query.ts'
import { StatusBanner } from './banner/status-banner.tsx'
import { loadPrintRecord } from './print-record/load-print-record.ts'
import { useLiveFlow } from './use-live-flow.ts'

const PrintRecord = lazyPage(async () => (await loadPrintRecord()).PrintRecord)

export function FlowPage({ taskId }: { taskId: string }) {
  const [{ data, dataUpdatedAt, error, refetch, isFetching }, readNewest] = useFlow(taskId)
  const trouble = useTrouble(error, dataUpdatedAt)
  const t = useWords(words.flow)
  const now = useNow()
  const session = useSession()
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
    if (!flow) return
    // Not needed to show the page.
    import('#web/api/device-cache/recent-flows.ts').then(
      ({ rememberFlow }) => rememberFlow(session, flow),
      () => {},
    )
  }, [session, flow])

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
                <Freshness
                  fetchedAt={dataUpdatedAt}
                  now={now}
                  // Reading the rest of a log does not count as a refresh.
                  isRefreshing={isFetching && !data.isOutline}
                  onRefresh={refresh}
                />
              }
            />
          }
          view={data}
          now={now}
          onLaunch={() => setLaunched(true)}
        />
        <FlowDetails view={data} now={now} onRetry={refresh} />
      </PullToRefresh>
    </Page>
  )
}
