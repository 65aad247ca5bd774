import Tag from 'antd-mobile/es/components/tag'
import type { ReactNode } from 'react'
import type { Tone } from './tone.ts'

/** A short text in a soft pill: a status, a role, "me". */
export function ToneTag({
  tone,
  testId,
  children,
}: {
  tone: Tone
  testId?: string
  children: ReactNode
}) {
  return (
    <Tag round className={`tone-tag tone-${tone}`} data-testid={testId}>
      {children}
    </Tag>
  )
}
