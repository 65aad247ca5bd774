import type { ReactNode } from 'react'
import { useDialogParts } from './use-dialog-parts.ts'

export interface SheetProps {
  open: boolean
  /** Its heading and its name. */
  title: string
  /** Called by back, Escape, the close button, a tap beside the sheet, and a swipe down. */
  onClose: () => void
  /** Drawn only while it is open: hooks that shall run only then belong into a child. */
  children: ReactNode
  /** Buttons at the foot, the primary one first. */
  actions?: ReactNode
  /** Whether the content may be longer than the screen; the buttons then stay in sight. */
  isLong?: boolean
  testId?: string
}

/** Comes up from the lower edge below 768 pixels of width; from there on it stands in the middle. */
export function Sheet(props: SheetProps) {
  const parts = useDialogParts(props.open, props.onClose)
  return parts && <parts.SheetFrame {...props} />
}
