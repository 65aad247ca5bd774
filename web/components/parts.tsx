import type { ReactNode } from 'react'

type PartsProps = {
  className?: string
  /** Elements; each but the first of its line has a dot before it. */
  children: ReactNode
}

/** Short facts in a line, parted by dots, none of which stands at a line's start or end. */
export function Parts({ className = '', children }: PartsProps) {
  return <div className={`parts ${className}`}>{children}</div>
}
