import { errorWords } from '#web/components/failure/error-words.ts'
import { RetrySmall } from '#web/components/failure/retry-small.tsx'
import { PageNotice } from '#web/components/notice/page-notice.tsx'
import { useWords } from '#web/i18n/words.ts'

/** Says that the page shows older data, because rereading failed. */
export function PageNotUpdated({ onRetry }: { onRetry: () => Promise<unknown> }) {
  const { notUpdated } = useWords(errorWords)
  return (
    <PageNotice rank="stale" action={<RetrySmall onRetry={onRetry} fill="outline" />}>
      {notUpdated}
    </PageNotice>
  )
}
