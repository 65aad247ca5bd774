import { errorWords } from '#web/components/failure/error-words.ts'
import { RetrySmall } from '#web/components/failure/retry-small.tsx'
import { Notice } from '#web/components/note/notice.tsx'
import { useWords } from '#web/i18n/words.ts'

/** Says that the page shows older data, because rereading failed. */
export function PageNotUpdated({ onRetry }: { onRetry: () => Promise<unknown> }) {
  const { notUpdated } = useWords(errorWords)
  return (
    <Notice tone="warn" extra={<RetrySmall onRetry={onRetry} />}>
      {notUpdated}
    </Notice>
  )
}
