import type { MouseEvent, ReactNode } from 'react'
import './page-link.css'
import { goTo } from './navigation.ts'

/** Leads to another page of the app. */
export function PageLink({ to, children }: { to: string; children: ReactNode }) {
  const follow = (event: MouseEvent) => {
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return
    event.preventDefault()
    goTo(to)
  }
  return (
    <a className="page-link" href={to} onClick={follow}>
      {children}
    </a>
  )
}
