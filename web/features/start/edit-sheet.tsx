import Button from 'antd-mobile/es/components/button'
import { type FormEvent, type ReactNode, useId } from 'react'
import { type OpenSheet, Sheet } from '#web/components/overlay/sheet.tsx'
import { useWords, words } from '#web/i18n/words.ts'
import { startWords } from './start-words.ts'
import type { OpenForm } from './use-opening.ts'

type EditSheetProps = {
  title: string
  /** Applies the change; called on the button and on Enter. Null if a tap has applied it. */
  onDone: (() => void) | null
  isAtButton?: boolean
  children: ReactNode
} & OpenSheet &
  Partial<Pick<OpenForm, 'onLeave'>>

/** A sheet that edits a part of the draft, applied by a button at the bottom. */
export function EditSheet(props: EditSheetProps) {
  const { open, title, onClose, onLeave = onClose, onDone, isAtButton = false, children } = props
  const t = useWords(startWords)
  const tPage = useWords(words.page)
  const formId = useId()
  const submit = (event: FormEvent) => {
    event.preventDefault()
    onDone?.()
  }
  return (
    <Sheet
      open={open}
      title={title}
      isAtButton={isAtButton}
      onClose={onLeave}
      actions={
        onDone && (
          <>
            <Button block color="primary" type="submit" form={formId}>
              {t.done}
            </Button>
            <Button block fill="none" onClick={onClose}>
              {tPage.cancel}
            </Button>
          </>
        )
      }
    >
      <form id={formId} className="edit-form stack" noValidate onSubmit={submit}>
        {children}
      </form>
    </Sheet>
  )
}
