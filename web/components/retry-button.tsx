import Button from 'antd-mobile/es/components/button'
import { useState } from 'react'
import { useWords, words } from '../i18n/words.ts'

/** Tries again, and shows that it is trying. */
export function RetryButton({ onRetry }: { onRetry: () => Promise<unknown> }) {
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
      color="primary"
      size="large"
      loading={trying}
      loadingText={t.loading}
      onClick={retry}
    >
      {t.retry}
    </Button>
  )
}
