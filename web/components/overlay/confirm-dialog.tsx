import type { ReactNode } from 'react'
import { useDialogParts } from './use-dialog-parts.ts'

export interface ConfirmDialogProps {
  open: boolean
  /** The question, which is also the dialog's accessible name. */
  title: string
  /** What happens on confirming; may contain a field. */
  children?: ReactNode
  confirm: {
    label: string
    /** Whether it cannot be undone. */
    isDanger?: boolean
    disabled?: boolean
    /**
     * A promise keeps the button loading until it settles. The caller closes the dialog and handles
     * failures.
     */
    onConfirm: () => void | Promise<unknown>
  }
  /** The label of the safe choice, which has the initial focus. */
  cancelLabel: string
  onClose: () => void
}

/** Asks for confirmation before something that cannot be undone. */
export function ConfirmDialog(props: ConfirmDialogProps) {
  const parts = useDialogParts(props.open, props.onClose)
  return parts && <parts.ConfirmFrame {...props} />
}
