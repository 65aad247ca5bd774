import { useAgo } from '#web/components/time/use-ago.ts'
import { useDevice } from '#web/i18n/device.ts'
import { useWords, words } from '#web/i18n/words.ts'

/** Data of this age, in milliseconds, are said to be old. */
const oldMs = 5 * 60_000

type FreshnessProps = {
  /** Epoch milliseconds by this device's clock, which may differ from the proxy's. */
  fetchedAt: number
  now: number
  isRefreshing: boolean
}

/** The age of the shown data once it matters. */
export function Freshness({ fetchedAt, now, isRefreshing }: FreshnessProps) {
  const t = useWords(words.flow)
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
    </div>
  )
}
