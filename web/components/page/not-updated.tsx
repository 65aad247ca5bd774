import { RetrySmall } from '#web/components/failure/retry-small.tsx'
import { Notice } from '#web/components/note/notice.tsx'
import { useWords, words } from '#web/i18n/words.ts'

/** Says of a page that it shows what was read before. */
export function NotUpdated({ onRetry }: { onRetry: () => Promise<unknown> }) {
  const t = useWords(words.flow)
  return (
    <Notice tone="warn" extra={<RetrySmall onRetry={onRetry} />}>
      {t.updateFailed}
    </Notice>
  )
}
