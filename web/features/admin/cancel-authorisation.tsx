import { useMutation, useQueryClient } from '@tanstack/react-query'
import Button from 'antd-mobile/es/components/button'
import { type FormEvent, useId, useState } from 'react'
import { cancelAuthorisation, corpQuery } from '#web/api/queries/admin.ts'
import { FailureNote } from '#web/components/failure/failure-note.tsx'
import { useWords } from '#web/i18n/words.ts'
import { adminWords } from './admin-words.ts'

/** Takes the authorisation back, once the admin has typed that it is meant. */
export function CancelAuthorisation() {
  const t = useWords(adminWords)
  const client = useQueryClient()
  const field = useId()
  const [isOpen, setOpen] = useState(false)
  const [typed, setTyped] = useState('')
  const cancel = useMutation({
    mutationFn: () => cancelAuthorisation(typed.trim()),
    onSuccess: async () => {
      setOpen(false)
      setTyped('')
      await client.invalidateQueries({ queryKey: corpQuery.queryKey })
    },
  })
  const isMeant = typed.trim().toUpperCase() === t.cancelWord
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (isMeant) cancel.mutate()
  }
  if (!isOpen)
    return (
      <>
        <button type="button" className="link-button danger" onClick={() => setOpen(true)}>
          {t.cancel}
        </button>
        {cancel.data && (
          <p role="status">{cancel.data.done === true ? t.cancelled : t.cancelUnsure}</p>
        )}
      </>
    )
  return (
    <form className="danger-form" onSubmit={submit}>
      <label htmlFor={field}>{t.cancelWarning}</label>
      <input
        id={field}
        className="text-field"
        value={typed}
        placeholder={t.cancelField}
        autoComplete="off"
        onChange={(event) => setTyped(event.target.value)}
      />
      {cancel.error && <FailureNote error={cancel.error} />}
      <div className="form-buttons">
        <Button onClick={() => setOpen(false)}>{t.cancelBack}</Button>
        <Button color="danger" type="submit" disabled={!isMeant} loading={cancel.isPending}>
          {t.cancelConfirm}
        </Button>
      </div>
    </form>
  )
}
