import { useAgo } from '../../components/use-ago.ts'
import { useWords, words } from '../../i18n/words.ts'

interface FlowFreshnessProps {
  /** Epoch milliseconds by this device's clock, which need not agree with the proxy's. */
  fetchedAt: number
  now: number
  /** The last attempt to read it again failed. */
  failed: boolean
  refreshing: boolean
  onRefresh: () => Promise<unknown>
}

/** How old the shown data is, and a way to renew it that needs no gesture. */
export function FlowFreshness(props: FlowFreshnessProps) {
  const { fetchedAt, now, failed, refreshing, onRefresh } = props
  const t = useWords(words.flow)
  const tPage = useWords(words.page)
  const ago = useAgo(Math.max(now, fetchedAt))
  return (
    <div className="freshness" role="status">
      {failed && <span className="freshness-failed">{t.updateFailed}</span>}
      <span>{t.updatedAgo({ ago: ago(fetchedAt) })}</span>
      <button
        type="button"
        className="link-button"
        disabled={refreshing}
        onClick={() => void onRefresh()}
      >
        {refreshing ? tPage.refreshing : tPage.refresh}
      </button>
    </div>
  )
}
