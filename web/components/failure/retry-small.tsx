import Button from 'antd-mobile/es/components/button'
import { useWords, words } from '#web/i18n/words.ts'

interface RetrySmallProps {
  onRetry: () => Promise<unknown>
  fill?: 'solid' | 'outline'
}

/** A retry button for a line that says what failed. */
export function RetrySmall({ onRetry, fill = 'solid' }: RetrySmallProps) {
  const t = useWords(words.page)
  return (
    <Button size="small" fill={fill} loading="auto" onClick={async () => void (await onRetry())}>
      {t.retry}
    </Button>
  )
}
