import type { MouseEvent } from 'react'
import { goTo } from './navigation.ts'

/**
 * Opens a link of the app without a page load, unless a modifier key opens it in another window.
 * @param open replaces `goTo`
 */
export function followInApp(event: MouseEvent, to: string, open = goTo): void {
  if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return
  event.preventDefault()
  open(to)
}
