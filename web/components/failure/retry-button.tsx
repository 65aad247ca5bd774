import Button from 'antd-mobile/es/components/button'
import { useWords, words } from '#web/i18n/words.ts'

interface RetryButtonProps {
  onRetry: () => Promise<unknown>
  /** Replaces 重试. */
  label?: string
}

/** Retries, and shows a spinner meanwhile. */
export function RetryButton({ onRetry, label }: RetryButtonProps) {
  const t = useWords(words.page)
  const retry = async () => {
    // The new result replaces the failure on the page.
    await onRetry().catch(() => {})
  }
  return (
    <Button
      block
      color="primary"
      size="large"
      loading="auto"
      loadingText={t.loading}
      onClick={retry}
    >
      {label ?? t.retry}
    </Button>
  )
}
