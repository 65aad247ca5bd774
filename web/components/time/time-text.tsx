import type { ReactNode } from 'react'

interface TimeTextProps {
  /** Epoch milliseconds. */
  time: number
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
