import Button from 'antd-mobile/es/components/button'
import { useWords, words } from '#web/i18n/words.ts'
import { useRetryHelps } from './retry-helps.tsx'

type RetrySmallProps = {
  /** What failed. */
  error: unknown
  onRetry: () => Promise<unknown>
  fill?: 'solid' | 'outline' | 'none'
}

/** A retry button for a line that says what failed; shown only if it may help. */
export function RetrySmall({ error, onRetry, fill = 'solid' }: RetrySmallProps) {
  const t = useWords(words.page)
  if (!useRetryHelps(error)) return null
  return (
    <Button
      size="small"
      fill={fill}
      color={fill === 'none' ? 'primary' : 'default'}
      loading="auto"
      onClick={async () => void (await onRetry())}
    >
      {t.retry}
    </Button>
  )
}
