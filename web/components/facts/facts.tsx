import type { ReactNode } from 'react'
import './facts.css'

/** Labels and values in two columns. */
export function Facts({ children }: { children: ReactNode }) {
  return <dl className="facts">{children}</dl>
}

type FactProps = {
  label: string
  testId?: string
  children: ReactNode
}

export function Fact({ label, testId, children }: FactProps) {
  return (
    <div className="fact">
      <dt>{label}</dt>
      <dd data-testid={testId}>{children}</dd>
    </div>
  )
}
