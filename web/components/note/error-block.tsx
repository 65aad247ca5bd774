import { createErrorBlock } from 'antd-mobile/es/components/error-block/create-error-block'
import type { ReactNode } from 'react'
import { drawings } from './drawings.tsx'
import './error-block.css'

/** Without the package's drawings. */
const Block = createErrorBlock({})

type ErrorBlockProps = {
  kind: keyof typeof drawings
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
    <div role={role} className={`error-block is-${kind}`} data-testid={testId} data-code={code}>
      <Block
        image={drawings[kind]}
        title={title}
        description={description ?? null}
        fullPage={fullPage}
      >
        {children}
      </Block>
    </div>
  )
}
