import type { ReactNode } from 'react'

/** A line drawing, 96 by 72, in the theme's colours. */
function drawing(lines: ReactNode) {
  return (
    <svg className="icon drawing" viewBox="0 0 96 72" aria-hidden="true">
      <ellipse className="drawing-ground" cx="48" cy="62" rx="40" ry="6" />
      {lines}
    </svg>
  )
}

const paper = <path className="drawing-paper" d="M30 8h26l12 12v40H30zM56 8v12h12" />

export const emptyDrawing = drawing(
  <>
    {paper}
    <path d="M38 30h22M38 39h22M38 48h12" />
  </>,
)

export const disconnectedDrawing = drawing(
  <>
    <path
      className="drawing-paper"
      d="M32 52a13 13 0 0 1 0-26 18 18 0 0 1 34-3 14.5 14.5 0 0 1 0 29z"
    />
    <path className="drawing-mark" d="M41 33l14 14M55 33L41 47" />
  </>,
)

export const brokenDrawing = drawing(
  <>
    {paper}
    <path className="drawing-mark" d="M49 28v14M49 49v1" />
  </>,
)
