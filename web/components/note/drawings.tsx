import type { ReactNode } from 'react'

/** A line drawing, 96 by 72, in the theme's colours. */
function drawing(lines: ReactNode) {
  return (
    <svg className="icon drawing" viewBox="0 0 96 72" aria-hidden="true">
      {lines}
    </svg>
  )
}

/** An open tray: nothing there. */
export const trayDrawing = drawing(
  <>
    <path className="drawing-fill" d="M22 40 32 18h32l10 22v18H22z" />
    <path d="M22 40h14l4 7h16l4-7h14M22 40 32 18h32l10 22v18H22z" />
  </>,
)

/** A lock: not allowed. */
export const lockDrawing = drawing(
  <>
    <path className="drawing-fill" d="M28 32h40v28H28z" />
    <path d="M28 32h40v28H28zM36 32V22a12 12 0 0 1 24 0v10M48 43v6" />
  </>,
)

/** A broken line: failed. */
export const brokenDrawing = drawing(
  <>
    <path className="drawing-fill" d="M8 30h30v14H8zM58 30h30v14H58z" />
    <path d="M8 37h30M58 37h30M42 26l-4-9M48 24v-9M54 26l4-9" />
  </>,
)
