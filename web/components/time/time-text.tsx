import type { ReactNode } from 'react'
import type { EpochMs } from '#shared/rules/time.ts'

type TimeTextProps = {
  time: EpochMs
  className?: string | undefined
  children: ReactNode
}

/** A short text about a time. */
export function TimeText({ time, className, children }: TimeTextProps) {
  return (
    <time dateTime={new Date(time).toISOString()} className={className}>
      {children}
    </time>
  )
}
