import { useMutation, useQueryClient } from '@tanstack/react-query'
import Button from 'antd-mobile/es/components/button'
import { useState } from 'react'
import { cancelAuthorisation, corpQuery } from '#web/api/queries/admin.ts'
import { FailureNote } from '#web/components/failure/failure-note.tsx'
import { InputRow } from '#web/components/field/input-row.tsx'
import { Rows } from '#web/components/list/rows.tsx'
import { Notice } from '#web/components/note/notice.tsx'
import { ConfirmDialog } from '#web/components/overlay/confirm-dialog.tsx'
import { notify } from '#web/components/overlay/notify.ts'
import { useWords } from '#web/i18n/words.ts'
import { adminWords } from './admin-words.ts'

/** Cancels the authorisation, after the admin has typed a confirmation. */
export function CancelAuthorisation({ isAuthorised }: { isAuthorised: boolean }) {
  const t = useWords(adminWords)
  const client = useQueryClient()
  const [isAsking, setAsking] = useState(false)
  const [typed, setTyped] = useState('')
  const confirmation = typed.trim().toUpperCase()
  const close = () => {
    setAsking(false)
    setTyped('')
  }
  const cancel = useMutation({
    mutationFn: () => cancelAuthorisation(client, confirmation),
    onSuccess: async ({ done }) => {
      close()
      if (done === true) notify(t.cancelled)
      await client.invalidateQueries({ queryKey: corpQuery.queryKey })
    },
  })
  const confirmed = async () => {
    // A failure shows in the dialog.
    await cancel.mutateAsync().catch(() => {})
  }
  const open = () => {
    cancel.reset()
    setAsking(true)
  }
  return (
    <>
      {cancel.data && cancel.data.done !== true && <Notice tone="warn">{t.cancelUnsure}</Notice>}
      {isAuthorised && (
        <Button block fill="none" color="danger" onClick={open}>
          {t.cancel}
        </Button>
      )}
      <ConfirmDialog
        open={isAsking}
        title={t.cancelTitle}
        confirm={{
          label: t.cancelConfirm,
          isDanger: true,
          disabled: confirmation !== t.cancelWord,
          onConfirm: confirmed,
        }}
        cancelLabel={t.cancelBack}
        onClose={close}
      >
        <p>{t.cancelWarning}</p>
        <Rows>
          <InputRow
            id="cancel-word"
            label={t.cancelField}
            value={typed}
            onChange={setTyped}
            autoComplete="off"
          />
        </Rows>
        {cancel.error && <FailureNote error={cancel.error} />}
      </ConfirmDialog>
    </>
  )
}
