import type { ConfirmDialogProps } from './animated-parts.tsx'
import { useDialogParts } from './sheet.tsx'

/** Asks for confirmation before something that cannot be undone. */
export function ConfirmDialog(props: ConfirmDialogProps) {
  const parts = useDialogParts(props.open, props.onClose)
  return parts && <parts.ConfirmFrame {...props} />
}
