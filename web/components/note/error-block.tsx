import { createErrorBlock } from 'antd-mobile/es/components/error-block/create-error-block'
import type { ReactNode } from 'react'
import './error-block.css'

/** A line drawing, 96 by 72, in the theme's colours. */
function drawing(lines: ReactNode) {
  return (
    <svg className="icon drawing" viewBox="0 0 96 72" aria-hidden="true">
      {lines}
    </svg>
  )
}

/** An open tray: nothing there. */
const trayDrawing = drawing(
  <>
    <path className="drawing-fill" d="M22 40 32 18h32l10 22v18H22z" />
    <path d="M22 40h14l4 7h16l4-7h14M22 40 32 18h32l10 22v18H22z" />
  </>,
)

/** A lock: not allowed. */
const lockDrawing = drawing(
  <>
    <path className="drawing-fill" d="M28 32h40v28H28z" />
    <path d="M28 32h40v28H28zM36 32V22a12 12 0 0 1 24 0v10M48 43v6" />
  </>,
)

/** A broken line: failed. */
const brokenDrawing = drawing(
  <>
    <path className="drawing-fill" d="M8 30h30v14H8zM58 30h30v14H58z" />
    <path d="M8 37h30M58 37h30M42 26l-4-9M48 24v-9M54 26l4-9" />
  </>,
)

const Block = createErrorBlock({
  default: brokenDrawing,
  busy: lockDrawing,
  empty: trayDrawing,
})

/** The package's names of our drawings. */
const statuses = { empty: 'empty', locked: 'busy', failed: 'default' } as const

type ErrorBlockProps = {
  /** Selects the drawing: an open tray, a lock for what is not allowed, a broken line. */
  kind: keyof typeof statuses
  /** A heading: `<h1>` for a whole page, else `<h2>`. */
  title: ReactNode
  description?: ReactNode
  fullPage?: boolean
  /** A live region's role: `alert` for failures. */
  role?: 'alert' | 'status'
  testId?: string
  /** The error code, for tests and reports. */
  code?: string
  children?: ReactNode
}

/** A message in place of content: what happened, what to do, and buttons. */
export function ErrorBlock(props: ErrorBlockProps) {
  const { kind, title, description, fullPage = false, role, testId, code, children } = props
  return (
    <div role={role} className="error-block" data-testid={testId} data-code={code}>
      <Block
        status={statuses[kind]}
        title={title}
        description={description ?? null}
        fullPage={fullPage}
      >
        {children}
      </Block>
    </div>
  )
}
