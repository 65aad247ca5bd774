import type { MouseEvent } from 'react'
import { goTo } from './navigation.ts'

/**
 * Opens a link of the app without loading a page, unless it is meant for another window.
 * @param open in place of `goTo`
 */
export function followInApp(event: MouseEvent, to: string, open = goTo): void {
  if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return
  event.preventDefault()
  open(to)
}
