import { RefreshCw } from 'lucide'
import { IconButton } from '#web/components/button/icon-button.tsx'
import { useAgo } from '#web/components/time/use-ago.ts'
import { useDevice } from '#web/i18n/device.ts'
import { useWords, words } from '#web/i18n/words.ts'
import { useRefresh } from './use-refresh.ts'

/** Data of this age, in milliseconds, are said to be old. */
const oldMs = 5 * 60_000

type FreshnessProps = {
  /** Epoch milliseconds by this device's clock, which may differ from the proxy's. */
  fetchedAt: number
  now: number
  isRefreshing: boolean
  onRefresh: () => Promise<{ isError: boolean }>
}

/** The age of the shown data once it matters, with a refresh button for people who cannot pull. */
export function Freshness({ fetchedAt, now, isRefreshing, onRefresh }: FreshnessProps) {
  const refresh = useRefresh(onRefresh)
  const t = useWords(words.flow)
  const tPage = useWords(words.page)
  const ago = useAgo(Math.max(now, fetchedAt))(fetchedAt)
  const isFromEarlierVisit = fetchedAt < useDevice().openedAt
  const isOld = now - fetchedAt > oldMs
  const text =
    isFromEarlierVisit && isRefreshing
      ? t.keptUpdating({ ago })
      : isOld
        ? t.updatedAgo({ ago })
        : ''
  return (
    <div className="freshness small" data-testid="freshness">
      {/* Keyed by its text, so that a new text is a new element and not a layout shift. */}
      <span key={text}>{text}</span>
      <IconButton
        icon={RefreshCw}
        label={tPage.refresh}
        loading={isRefreshing && !isFromEarlierVisit}
        isBusy={isRefreshing}
        onClick={() => void refresh()}
      />
    </div>
  )
}
