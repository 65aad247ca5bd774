import Button from 'antd-mobile/es/components/button'
import { useWords, words } from '#web/i18n/words.ts'

interface RetryButtonProps {
  onRetry: () => Promise<unknown>
  /** Whether trying again is what helps most. */
  isMain?: boolean
}

/** Tries again, and shows that it is trying. */
export function RetryButton({ onRetry, isMain = true }: RetryButtonProps) {
  const t = useWords(words.page)
  const retry = async () => {
    // The result shows in place of the failure.
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
