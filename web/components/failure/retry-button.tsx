import Button from 'antd-mobile/es/components/button'
import { useWords, words } from '#web/i18n/words.ts'

interface RetryButtonProps {
  onRetry: () => Promise<unknown>
  /** Whether retrying is the main action. */
  isMain?: boolean
}

/** Retries, and shows a spinner meanwhile. */
export function RetryButton({ onRetry, isMain = true }: RetryButtonProps) {
  const t = useWords(words.page)
  const retry = async () => {
    // The new result replaces the failure on the page.
    await onRetry().catch(() => {})
  }
  return (
    <Button
      block
      color={isMain ? 'primary' : 'default'}
      size="large"
      loading="auto"
      loadingText={t.loading}
      onClick={retry}
    >
      {t.retry}
    </Button>
  )
}
