import { createErrorBlock } from 'antd-mobile/es/components/error-block/create-error-block'
import type { ReactNode } from 'react'
import { brokenDrawing, lockDrawing, trayDrawing } from './drawings.tsx'
import './error-block.css'

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
