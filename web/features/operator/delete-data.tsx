import { useMutation } from '@tanstack/react-query'
import Button from 'antd-mobile/es/components/button'
import { useState } from 'react'
import { corpChanged, deleteCorpData } from '#web/api/queries/operator.ts'
import { FailureNote } from '#web/components/failure/failure-note.tsx'
import { InputRow } from '#web/components/field/input-row.tsx'
import { Rows } from '#web/components/list/rows.tsx'
import { ConfirmDialog } from '#web/components/overlay/confirm-dialog.tsx'
import { notify } from '#web/components/overlay/notify.ts'
import { useWords } from '#web/i18n/words.ts'
import { operatorWords } from './operator-words.ts'

/** Deletes all that is stored of the organisation, once its id or name has been typed. */
export function DeleteData({ corpId, name }: { corpId: string; name: string | null }) {
  const t = useWords(operatorWords)
  const [isAsking, setAsking] = useState(false)
  const [typed, setTyped] = useState('')
  const close = () => {
    setAsking(false)
    setTyped('')
  }
  const deleting = useMutation({
    mutationFn: (_: void, { client }) => deleteCorpData(client, corpId, typed.trim()),
    onSuccess: (_answer, _variables, _before, { client }) => {
      close()
      notify(t.deleted)
      return corpChanged(client, corpId)
    },
  })
  const confirmed = async () => {
    // A failure shows in the dialog.
    await deleting.mutateAsync().catch(() => {})
  }
  const open = () => {
    deleting.reset()
    setAsking(true)
  }
  const isMeant = typed.trim() !== '' && [corpId, name].includes(typed.trim())
  return (
    <>
      <Button block fill="none" color="danger" onClick={open}>
        {t.delete}
      </Button>
      <ConfirmDialog
        open={isAsking}
        title={t.deleteTitle}
        confirm={{
          label: t.deleteConfirm,
          isDanger: true,
          disabled: !isMeant,
          onConfirm: confirmed,
        }}
        cancelLabel={t.cancel}
        onClose={close}
      >
        <p>{t.deleteWarning({ name: name ?? corpId })}</p>
        <Rows>
          <InputRow
            id="delete-word"
            label={t.deleteField}
            value={typed}
            onChange={setTyped}
            autoComplete="off"
          />
        </Rows>
        {deleting.error && <FailureNote error={deleting.error} />}
      </ConfirmDialog>
    </>
  )
}
