import type { ReactNode } from 'react'
import { useDialogParts } from './use-dialog-parts.ts'

export interface ConfirmDialogProps {
  open: boolean
  /** The question, also the dialog's name. */
  title: string
  /** What a yes does; may hold a field. */
  children?: ReactNode
  confirm: {
    label: string
    /** Whether nothing undoes it. */
    isDanger?: boolean
    disabled?: boolean
    /** A promise keeps the button loading until it settles; closing and failures are up to the caller. */
    onConfirm: () => void | Promise<unknown>
  }
  /** The safe way out, which has the focus at first. */
  cancelLabel: string
  onClose: () => void
}

/** Asks before something that cannot be undone. */
export function ConfirmDialog(props: ConfirmDialogProps) {
  const parts = useDialogParts(props.open, props.onClose)
  return parts && <parts.ConfirmFrame {...props} />
}
