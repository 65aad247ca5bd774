import type { MouseEvent } from 'react'
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
