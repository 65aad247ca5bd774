import { errorWords } from '#web/components/failure/error-words.ts'
import { RetrySmall } from '#web/components/failure/retry-small.tsx'
import { PageNotice } from '#web/components/notice/page-notice.tsx'
import { useWords } from '#web/i18n/words.ts'

type PageNotUpdatedProps = {
  /** Why it could not be read again. */
  error: unknown
  onRetry: () => Promise<unknown>
}

/** Says that the page shows older data, because rereading failed. */
export function PageNotUpdated({ error, onRetry }: PageNotUpdatedProps) {
  const { notUpdated } = useWords(errorWords)
  return (
    <PageNotice rank="stale" action={<RetrySmall error={error} onRetry={onRetry} fill="outline" />}>
      {notUpdated}
    </PageNotice>
  )
}
