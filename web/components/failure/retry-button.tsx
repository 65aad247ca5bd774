import Button from 'antd-mobile/es/components/button'
import { useWords, words } from '#web/i18n/words.ts'
import { useRetryHelps } from './retry-helps.tsx'

type RetryButtonProps = {
  /** What failed. */
  error: unknown
  onRetry: () => Promise<unknown>
}

/** Retries, and shows a spinner meanwhile; shown only if it may help. */
export function RetryButton({ error, onRetry }: RetryButtonProps) {
  const t = useWords(words.page)
  return useRetryHelps(error) ? <ReadAgain label={t.retry} onRead={onRetry} /> : null
}

type ReadAgainProps = {
  label: string
  onRead: () => Promise<unknown>
}

/** Reads what failed once more, whatever the failure. */
export function ReadAgain({ label, onRead }: ReadAgainProps) {
  const t = useWords(words.page)
  const read = async () => {
    // The new result replaces the failure on the page.
    await onRead().catch(() => {})
  }
  return (
    <Button
      block
      color="primary"
      size="large"
      loading="auto"
      loadingText={t.loading}
      onClick={read}
    >
      {label}
    </Button>
  )
}
