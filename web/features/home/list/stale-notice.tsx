import { errorWords, failureIn } from '#web/components/failure/error-words.ts'
import { RetrySmall } from '#web/components/failure/retry-small.tsx'
import { Notice } from '#web/components/note/notice.tsx'
import { useAgo } from '#web/components/time/use-ago.ts'
import { useWords } from '#web/i18n/words.ts'
import { homeWords } from '../home-words.ts'

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
