import { isUnreached } from '#web/api/http/api-error.ts'
import { useAgo } from '#web/components/time/use-ago.ts'
import { useWords, words } from '#web/i18n/words.ts'

interface FlowFreshnessProps {
  /** Epoch milliseconds by this device's clock, which need not agree with the proxy's. */
  fetchedAt: number
  now: number
  /** What the last attempt to read it again failed with; null when it did not. */
  error: Error | null
  refreshing: boolean
  onRefresh: () => Promise<unknown>
}

const pageBegan = Date.now()

/** How old the shown data is, and a way to renew it that needs no gesture. */
export function FlowFreshness(props: FlowFreshnessProps) {
  const { fetchedAt, now, error, refreshing, onRefresh } = props
  const t = useWords(words.flow)
  const tPage = useWords(words.page)
  const ago = useAgo(Math.max(now, fetchedAt))(fetchedAt)
  const isFromEarlierVisit = fetchedAt < pageBegan
  return (
    <div className="freshness" data-testid="flow-freshness">
      <span className="freshness-failed" role="status">
        {error && (isUnreached(error) ? t.unreached : t.updateFailed)}
      </span>
      <span>
        {isFromEarlierVisit && refreshing ? t.keptUpdating({ ago }) : t.updatedAgo({ ago })}
      </span>
      <button
        type="button"
        className="link-button"
        disabled={refreshing}
        onClick={() => void onRefresh()}
      >
        {refreshing && !isFromEarlierVisit ? tPage.refreshing : tPage.refresh}
      </button>
    </div>
  )
}
