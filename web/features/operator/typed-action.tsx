import { type QueryClient, useMutation } from '@tanstack/react-query'
import Button from 'antd-mobile/es/components/button'
import { type ReactNode, useState } from 'react'
import { corpChanged } from '#web/api/queries/operator.ts'
import { FailureNote } from '#web/components/failure/failure-note.tsx'
import { InputRow } from '#web/components/field/input-row.tsx'
import { Rows } from '#web/components/list/rows.tsx'
import { ConfirmDialog } from '#web/components/overlay/confirm-dialog.tsx'
import { notify } from '#web/components/overlay/notify.ts'

interface TypedActionProps {
  corpId: string
  /** Opens the dialog. */
  label: string
  title: string
  /** What is read before typing. */
  children: ReactNode
  field: { id: string; label: string }
  confirmLabel: string
  cancelLabel: string
  /** Said once it is done. */
  doneNote: string
  isDanger?: boolean
  /** Whether this text may be confirmed; it is not empty. */
  mayConfirm?: (typed: string) => boolean
  act: (client: QueryClient, typed: string) => Promise<unknown>
}

/** Does something to an organisation that needs a typed text. A failure shows in the dialog. */
export function TypedAction(props: TypedActionProps) {
  const { corpId, label, title, children, field, confirmLabel, cancelLabel, doneNote } = props
  const { isDanger = false, mayConfirm = () => true, act } = props
  const [isAsking, setAsking] = useState(false)
  const [text, setText] = useState('')
  const typed = text.trim()
  const close = () => {
    setAsking(false)
    setText('')
  }
  const acting = useMutation({
    mutationFn: (_: void, { client }) => act(client, typed),
    onSuccess: (_answer, _variables, _before, { client }) => {
      close()
      notify(doneNote)
      return corpChanged(client, corpId)
    },
  })
  const confirmed = async () => {
    await acting.mutateAsync().catch(() => {})
  }
  const open = () => {
    acting.reset()
    setAsking(true)
  }
  return (
    <>
      <Button block fill="none" color={isDanger ? 'danger' : 'default'} onClick={open}>
        {label}
      </Button>
      <ConfirmDialog
        open={isAsking}
        title={title}
        confirm={{
          label: confirmLabel,
          isDanger,
          disabled: typed === '' || !mayConfirm(typed),
          onConfirm: confirmed,
        }}
        cancelLabel={cancelLabel}
        onClose={close}
      >
        <p>{children}</p>
        <Rows>
          <InputRow
            id={field.id}
            label={field.label}
            value={text}
            onChange={setText}
            autoComplete="off"
          />
        </Rows>
        {acting.error && <FailureNote error={acting.error} />}
      </ConfirmDialog>
    </>
  )
}
