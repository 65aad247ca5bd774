import { useQueryClient } from '@tanstack/react-query'
import Button from 'antd-mobile/es/components/button'
import Result from 'antd-mobile/es/components/result'
import { useEffect } from 'react'
import { apiOf } from '#web/api/api.ts'
import { focusHeading } from '#web/components/page/focus-heading.ts'
import { goHome } from '#web/components/page/navigation.ts'
import { useWords } from '#web/i18n/words.ts'
import { meWords } from './me-words.ts'

/**
 * Shown after signing out. The client would sign in again right away, so signing in waits for a
 * tap.
 */
export function SignedOut() {
  const t = useWords(meWords)
  const client = useQueryClient()
  useEffect(() => {
    // The focused button is gone.
    focusHeading('.signed-out')
    return () => apiOf(client).isSignedOut.set(false)
  }, [client])
  const signInAgain = () => {
    goHome()
    void client.resetQueries()
  }
  return (
    <div className="signed-out" role="status">
      <Result status="success" title={<h1>{t.signedOut}</h1>} description={t.signedOutNote} />
      <Button block color="primary" size="large" onClick={signInAgain}>
        {t.signInAgain}
      </Button>
    </div>
  )
}
