import { errorWords } from '#web/components/failure/error-words.ts'
import { FailureNotice } from '#web/widgets/failure/failure-notice.tsx'
import { RetrySmall } from '#web/components/failure/retry-small.tsx'
import { useWords } from '#web/i18n/words.ts'

type NotUpdatedProps = {
  error: Error
  onRetry: () => Promise<unknown>
}

/** Why a displayed flow could not be reread. */
export function NotUpdated({ error, onRetry }: NotUpdatedProps) {
  const { notUpdated } = useWords(errorWords)
  return (
    <FailureNotice
      rank="stale"
      lead={notUpdated}
      error={error}
      retry={<RetrySmall error={error} onRetry={onRetry} fill="outline" />}
      testId="flow-notice"
    />
  )
}
