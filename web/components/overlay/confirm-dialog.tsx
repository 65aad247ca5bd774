import type { ConfirmDialogProps } from './confirm-frame.tsx'
import { useDialogParts } from './use-dialog-parts.ts'

/** Asks for confirmation before something that cannot be undone. */
export function ConfirmDialog(props: ConfirmDialogProps) {
  const parts = useDialogParts(props.open, props.onClose)
  return parts && <parts.ConfirmFrame {...props} />
}
