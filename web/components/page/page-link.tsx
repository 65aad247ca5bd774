import type { MouseEvent, ReactNode } from 'react'
import './page-link.css'
import { goTo } from './navigation.ts'

/**
 * Has a click on a link to a page of the app open it here, unless it asks for another window.
 * @param open how, where it is not just the next page
 */
export function followInApp(event: MouseEvent, to: string, open = goTo): void {
  if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return
  event.preventDefault()
  open(to)
}

/** Leads to another page of the app. */
export function PageLink({ to, children }: { to: string; children: ReactNode }) {
  return (
    <a className="page-link" href={to} onClick={(event) => followInApp(event, to)}>
      {children}
    </a>
  )
}
