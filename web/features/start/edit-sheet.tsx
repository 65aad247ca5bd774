import Button from 'antd-mobile/es/components/button'
import { type FormEvent, type ReactNode, useId } from 'react'
import { Sheet } from '#web/components/overlay/sheet.tsx'
import { useWords, words } from '#web/i18n/words.ts'
import { startWords } from './start-words.ts'

interface EditSheetProps {
  open: boolean
  title: string
  /** Closes without a change. */
  onClose: () => void
  /** In place of `onClose` where it may be an accident: back, Escape, X, a tap beside, a swipe. */
  onLeave?: () => void
  /** Applies the change; called by the button and Enter. */
  onDone: () => void
  children: ReactNode
}

/** A sheet in which something of the draft is changed, and taken over by a button at its foot. */
export function EditSheet({
  open,
  title,
  onClose,
  onLeave = onClose,
  onDone,
  children,
}: EditSheetProps) {
  const t = useWords(startWords)
  const tPage = useWords(words.page)
  const formId = useId()
  const submit = (event: FormEvent) => {
    event.preventDefault()
    onDone()
  }
  return (
    <Sheet
      open={open}
      title={title}
      onClose={onLeave}
      actions={
        <>
          <Button block color="primary" type="submit" form={formId}>
            {t.done}
          </Button>
          <Button block fill="none" onClick={onClose}>
            {tPage.cancel}
          </Button>
        </>
      }
    >
      <form id={formId} className="edit-form" noValidate onSubmit={submit}>
        {children}
      </form>
    </Sheet>
  )
}
