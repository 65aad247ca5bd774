import { type QueryClient, useMutation } from '@tanstack/react-query'
import Button from 'antd-mobile/es/components/button'
import { type ReactNode, useState } from 'react'
import { errorWords, failureIn } from '#web/components/failure/error-words.ts'
import { FailureNote } from '#web/widgets/failure/failure-note.tsx'
import { InputRow } from '#web/components/field/input-row.tsx'
import { Rows } from '#web/components/list/rows.tsx'
import { Notice } from '#web/components/note/notice.tsx'
import { ConfirmDialog } from '#web/components/overlay/confirm-dialog.tsx'
import { notify } from '#web/components/overlay/notify.ts'
import { useWords } from '#web/i18n/words.ts'

type TypedActionProps<Answer> = {
  /** The label of the button that opens the dialog. */
  label: string
  /** Whether the dialog can be opened. */
  isOffered?: boolean
  title: string
  /** Shown above the field. */
  children: ReactNode
  field: { id: string; label: string }
  confirmLabel: string
  cancelLabel: string
  isDanger?: boolean
  /** Whether its button is a small one beside others. */
  isSmall?: boolean
  /** Whether this text, which is not empty, may be submitted. */
  mayConfirm?: (typed: string) => boolean
  act: (client: QueryClient, typed: string) => Promise<Answer>
  /** Notifies the person and rereads what has changed. */
  onDone: (client: QueryClient, answer: Answer) => Promise<void>
  /** A note about the answer, shown above the button; null for none. */
  noteOn?: (answer: Answer) => string | null
}

/** An action that needs a typed text. A failure shows in the dialog. */
export function TypedAction<Answer>(props: TypedActionProps<Answer>) {
  const { label, isOffered = true, title, children, field, confirmLabel, cancelLabel } = props
  const { isDanger = false, isSmall = false, mayConfirm = () => true, act, onDone, noteOn } = props
  const tError = useWords(errorWords)
  const [isAsking, setAsking] = useState(false)
  const [text, setText] = useState('')
  const typed = text.trim()
  const close = () => {
    setAsking(false)
    setText('')
  }
  const acting = useMutation({
    mutationFn: (_: void, { client }) => act(client, typed),
    onSuccess: (answer, _variables, _before, { client }) => {
      close()
      return onDone(client, answer)
    },
    onError: (error) => {
      // The dialog, which shows it, was closed meanwhile.
      if (!isAsking) notify(failureIn(error, tError).reason, 'fail')
    },
  })
  const note = acting.data === undefined ? null : (noteOn?.(acting.data) ?? null)
  const open = () => {
    acting.reset()
    setAsking(true)
  }
  return (
    <>
      {note !== null && <Notice tone="warn">{note}</Notice>}
      {isOffered && (
        <Button
          {...(isSmall
            ? ({ size: 'small', fill: 'outline' } as const)
            : ({ block: true, fill: 'none' } as const))}
          color={isDanger ? 'danger' : 'primary'}
          // Reopened while it is being sent, the dialog could send it again.
          loading={acting.isPending}
          onClick={open}
        >
          {label}
        </Button>
      )}
      <ConfirmDialog
        open={isAsking}
        title={title}
        confirm={{
          label: confirmLabel,
          isDanger,
          disabled: typed === '' || !mayConfirm(typed),
          onConfirm: () => acting.mutateAsync(),
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
