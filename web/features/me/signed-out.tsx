import { useQueryClient } from '@tanstack/react-query'
import Button from 'antd-mobile/es/components/button'
import { goHome } from '#web/components/page/navigation.ts'
import { useWords } from '#web/i18n/words.ts'
import { meWords } from './me-words.ts'

/** After signing out. The client would sign in again at once, so that waits for a tap. */
export function SignedOut() {
  const t = useWords(meWords)
  const client = useQueryClient()
  const signInAgain = () => {
    goHome()
    void client.resetQueries()
  }
  return (
    <section className="chooser" role="status">
      <h1>{t.signedOut}</h1>
      <p>{t.signedOutNote}</p>
      <Button block color="primary" size="large" onClick={signInAgain}>
        {t.signInAgain}
      </Button>
    </section>
  )
}
