import type { ReactNode } from 'react'
import { useDialogParts } from './use-dialog-parts.ts'

/** What every sheet has to know. */
export interface OpenSheet {
  open: boolean
  /** Called by back, Escape, the close button, a tap beside the sheet, and a swipe down. */
  onClose: () => void
}

export interface SheetProps extends OpenSheet {
  /** Its heading and its name. */
  title: string
  /** Mounted only while open: hooks that may run only then belong into a child. */
  children: ReactNode
  /** Buttons at the foot, the primary one first; when left out, one that closes the sheet. */
  actions?: ReactNode
  /** Whether the content may be longer than the screen; the buttons then stay in sight. */
  isLong?: boolean
  testId?: string
}

/** A sheet from the bottom below 768 pixels of width, a dialog in the middle above. */
export function Sheet(props: SheetProps) {
  const parts = useDialogParts(props.open, props.onClose)
  return parts && <parts.SheetFrame {...props} />
}
