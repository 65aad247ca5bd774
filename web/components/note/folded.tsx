import { ChevronRight } from 'lucide'
import type { ReactNode } from 'react'
import { Icon } from '#web/components/icon.ts'
import './folded.css'

type FoldedProps = {
  summary: ReactNode
  isOpen?: boolean
  className?: string
  testId?: string
  children: ReactNode
}

/** What unfolds below a line, with a mark of ours: engines draw theirs in their own ways. */
export function Folded(props: FoldedProps) {
  const { summary, isOpen = false, className = '', testId, children } = props
  return (
    <details className={`fold ${className}`} open={isOpen} data-testid={testId}>
      <summary>
        {summary}
        <Icon icon={ChevronRight} />
      </summary>
      {children}
    </details>
  )
}
