import { useMutation } from '@tanstack/react-query'
import Button from 'antd-mobile/es/components/button'
import { signOut } from '#web/api/session/sign-out.ts'
import { FailureNote } from '#web/components/failure/failure-note.tsx'
import { useWords } from '#web/i18n/words.ts'
import { meWords } from './me-words.ts'

/** Ends the session and removes what is kept on the device. */
export function SignOutCard({ onSignedOut }: { onSignedOut: () => void }) {
  const t = useWords(meWords)
  const leave = useMutation({ mutationFn: signOut, onSuccess: onSignedOut })
  return (
    <section className="card">
      <Button
        block
        size="large"
        loading={leave.isPending}
        loadingText={t.signingOut}
        onClick={() => leave.mutate()}
      >
        {t.signOut}
      </Button>
      <p className="quiet note">{t.signOutNote}</p>
      {leave.error && <FailureNote error={leave.error} />}
    </section>
  )
}
