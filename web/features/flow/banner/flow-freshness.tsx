import { RefreshCw } from 'lucide'
import { IconButton } from '#web/components/button/icon-button.tsx'
import { useRefresh } from '#web/components/page/use-refresh.ts'
import { useAgo } from '#web/components/time/use-ago.ts'
import { useViewer } from '#web/i18n/viewer.ts'
import { useWords, words } from '#web/i18n/words.ts'

interface FlowFreshnessProps {
  /** Epoch milliseconds by this device's clock, which need not agree with the proxy's. */
  fetchedAt: number
  now: number
  refreshing: boolean
  onRefresh: () => Promise<{ isError: boolean }>
}

/** How old the shown data is, and a way to renew it that needs no gesture. */
export function FlowFreshness({ fetchedAt, now, refreshing, onRefresh }: FlowFreshnessProps) {
  const refresh = useRefresh(onRefresh)
  const t = useWords(words.flow)
  const tPage = useWords(words.page)
  const ago = useAgo(Math.max(now, fetchedAt))(fetchedAt)
  const isFromEarlierVisit = fetchedAt < useViewer().openedAt
  const text = isFromEarlierVisit && refreshing ? t.keptUpdating({ ago }) : t.updatedAgo({ ago })
  return (
    <div className="freshness" data-testid="flow-freshness">
      {/* With its key another text is another element, and not one that moves to the right. */}
      <span key={text}>{text}</span>
      <IconButton
        icon={RefreshCw}
        label={tPage.refresh}
        loading={refreshing && !isFromEarlierVisit}
        isBusy={refreshing}
        onClick={() => void refresh()}
      />
    </div>
  )
}
