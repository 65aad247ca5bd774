import { RefreshCw } from 'lucide'
import { IconButton } from '#web/components/button/icon-button.tsx'
import { errorWords, failureIn } from '#web/components/failure/error-words.ts'
import { RetrySmall } from '#web/components/failure/retry-small.tsx'
import { Notice } from '#web/components/note/notice.tsx'
import { useRefresh } from '#web/components/page/use-refresh.ts'
import { useAgo } from '#web/components/time/use-ago.ts'
import { useWords, words } from '#web/i18n/words.ts'
import { homeWords } from '../home-words.ts'

interface ListFreshnessProps {
  /** Epoch milliseconds by this device's clock. */
  fetchedAt: number
  now: number
  isRefreshing: boolean
  onRefresh: () => Promise<{ isError: boolean }>
}

/** How old the list is, and a way to renew it that needs no gesture. */
export function ListFreshness({ fetchedAt, now, isRefreshing, onRefresh }: ListFreshnessProps) {
  const refresh = useRefresh(onRefresh)
  const t = useWords(homeWords)
  const tPage = useWords(words.page)
  const ago = useAgo(Math.max(now, fetchedAt))
  return (
    <div className="list-freshness">
      <span>{t.updatedAgo({ ago: ago(fetchedAt) })}</span>
      <IconButton
        icon={RefreshCw}
        label={tPage.refresh}
        loading={isRefreshing}
        onClick={() => void refresh()}
      />
    </div>
  )
}

interface StaleNoticeProps {
  /** Why the list could not be read again. */
  error: unknown
  fetchedAt: number
  now: number
  onRetry: () => Promise<unknown>
}

/** Says that what is shown is old, and why. */
export function StaleNotice({ error, fetchedAt, now, onRetry }: StaleNoticeProps) {
  const t = useWords(homeWords)
  const tError = useWords(errorWords)
  const ago = useAgo(Math.max(now, fetchedAt))
  const { reason } = failureIn(error, tError)
  return (
    <Notice tone="warn" extra={<RetrySmall onRetry={onRetry} />}>
      {t.stale({ trouble: reason, ago: ago(fetchedAt) })}
    </Notice>
  )
}
