import type { ReactNode } from 'react'
import type { Tone } from './tone.ts'
import './tone-tag.css'

type ToneTagProps = {
  tone: Tone
  testId?: string
  children: ReactNode
}

/** A short text in a soft pill: a status, a role, "me". */
export function ToneTag({ tone, testId, children }: ToneTagProps) {
  return (
    <span className={`tone-tag tone-${tone}`} data-testid={testId}>
      {children}
    </span>
  )
}
