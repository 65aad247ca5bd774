import type { SheetProps } from './sheet-frame.tsx'
import { useDialogParts } from './use-dialog-parts.ts'

/** The props of every sheet. */
export type OpenSheet = Pick<SheetProps, 'open' | 'onClose'>

/** A bottom sheet below 768 pixels of width, a centred dialog above. */
export function Sheet(props: SheetProps) {
  const parts = useDialogParts(props.open, props.onClose)
  return parts && <parts.SheetFrame {...props} />
}
