import { useMutation, useQuery } from '@tanstack/react-query'
import Button from 'antd-mobile/es/components/button'
import { useState } from 'react'
import { appConfigQuery } from '#web/api/queries/app-config.ts'
import { signOut } from '#web/api/session/sign-out.ts'
import { ConfirmDialog } from '#web/components/overlay/confirm-dialog.tsx'
import { useWords, words } from '#web/i18n/words.ts'
import { FailureNote } from '#web/widgets/failure/failure-note.tsx'
import { assistantWords } from './assistant-words.ts'
import { meWords } from './me-words.ts'

/** Ends the session and deletes the data on this device, after a confirmation. */
export function SignOut({ onSignedOut }: { onSignedOut: () => void }) {
  const t = useWords(meWords)
  const tAssistants = useWords(assistantWords)
  const tPage = useWords(words.page)
  const hasAssistants = useQuery(appConfigQuery).data?.assistants === true
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
        {hasAssistants && ` ${tAssistants.signOutNote}`}
      </ConfirmDialog>
    </>
  )
}
