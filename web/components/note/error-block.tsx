import { createErrorBlock } from 'antd-mobile/es/components/error-block/create-error-block'
import type { ReactNode } from 'react'
import { brokenDrawing, disconnectedDrawing, emptyDrawing } from './drawings.tsx'
import './error-block.css'

const Block = createErrorBlock({
  default: brokenDrawing,
  disconnected: disconnectedDrawing,
  empty: emptyDrawing,
})

interface ErrorBlockProps {
  /** Which drawing: nothing there, no network, anything else. */
  kind: 'empty' | 'disconnected' | 'default'
  /** A heading: `<h1>` for a whole page, else `<h2>`. */
  title: ReactNode
  description?: ReactNode
  fullPage?: boolean
  /** Read out when it appears: `alert` for failures. */
  role?: 'alert' | 'status'
  testId?: string
  /** For `app-error`: what failed. */
  code?: string
  /** Buttons. */
  children?: ReactNode
}

/** A message in place of content: what happened, what to do, and buttons. */
export function ErrorBlock(props: ErrorBlockProps) {
  const { kind, title, description, fullPage = false, role, testId, code, children } = props
  return (
    <div role={role} className="error-block" data-testid={testId} data-code={code}>
      <Block status={kind} title={title} description={description ?? null} fullPage={fullPage}>
        {children}
      </Block>
    </div>
  )
}
