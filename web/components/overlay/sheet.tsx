import type { ReactNode } from 'react'
import { useDialogParts } from './use-dialog-parts.ts'

/** The props of every sheet. */
export interface OpenSheet {
  open: boolean
  /** Called on back, Escape, the close button, a tap outside the sheet, and a swipe down. */
  onClose: () => void
}

export interface SheetProps extends OpenSheet {
  /** The heading, which is also the accessible name. */
  title: string
  /** Mounted only while open, so hooks that should run only then belong in a child. */
  children: ReactNode
  /** Buttons at the bottom, the primary one first; by default, one that closes the sheet. */
  actions?: ReactNode
  /** Whether the content may be longer than the screen; then the buttons stay visible. */
  isLong?: boolean
  testId?: string
}

/** A bottom sheet below 768 pixels of width, a centred dialog above. */
export function Sheet(props: SheetProps) {
  const parts = useDialogParts(props.open, props.onClose)
  return parts && <parts.SheetFrame {...props} />
}
