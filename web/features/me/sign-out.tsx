import { useMutation } from '@tanstack/react-query'
import Button from 'antd-mobile/es/components/button'
import { useState } from 'react'
import { signOut } from '#web/api/session/sign-out.ts'
import { FailureNote } from '#web/widgets/failure/failure-note.tsx'
import { ConfirmDialog } from '#web/components/overlay/confirm-dialog.tsx'
import { useWords, words } from '#web/i18n/words.ts'
import { meWords } from './me-words.ts'

/** Ends the session and deletes the data on this device, after a confirmation. */
export function SignOut({ onSignedOut }: { onSignedOut: () => void }) {
  const t = useWords(meWords)
  const tPage = useWords(words.page)
  const [isAsking, setAsking] = useState(false)
  const leave = useMutation({
    mutationFn: (_: void, { client }) => signOut(client),
    onSuccess: onSignedOut,
    onSettled: () => setAsking(false),
  })
  return (
    <>
      {leave.error && <FailureNote error={leave.error} />}
      <Button block size="large" fill="none" color="danger" onClick={() => setAsking(true)}>
        {t.signOut}
      </Button>
      <ConfirmDialog
        open={isAsking}
        title={t.signOutQuestion}
        confirm={{ label: t.signOut, isDanger: true, onConfirm: () => leave.mutateAsync() }}
        cancelLabel={tPage.cancel}
        onClose={() => setAsking(false)}
      >
        {t.signOutNote}
      </ConfirmDialog>
    </>
  )
}
