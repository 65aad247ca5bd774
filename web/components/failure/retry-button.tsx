import Button from 'antd-mobile/es/components/button'
import { useState } from 'react'
import { useWords, words } from '#web/i18n/words.ts'

interface RetryButtonProps {
  onRetry: () => Promise<unknown>
  /** Whether trying again is what helps most. */
  isMain?: boolean
}

/** Tries again, and shows that it is trying. */
export function RetryButton({ onRetry, isMain = true }: RetryButtonProps) {
  const [trying, setTrying] = useState(false)
  const t = useWords(words.page)
  const retry = () => {
    setTrying(true)
    const done = () => setTrying(false)
    onRetry().then(done, done)
  }
  return (
    <Button
      block
      color={isMain ? 'primary' : 'default'}
      size="large"
      loading={trying}
      loadingText={t.loading}
      onClick={retry}
    >
      {t.retry}
    </Button>
  )
}
