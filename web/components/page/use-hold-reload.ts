import { useEffect } from 'react'

/**
 * The event that asks whether the page may be reloaded now; a listener may prevent it, and say in
 * `detail` that what is typed is kept.
 */
export const reloadEvent = 'before-own-reload'

/** What a listener of `reloadEvent` may set. */
export type ReloadAnswer = { isTextKept: boolean }

/**
 * Keeps the page from reloading itself (`follow-release.ts`) while `isHeld`.
 * @param isTextKept whether all that is typed on the page is there again afterwards
 */
export function useHoldReload(isHeld: boolean, isTextKept = false): void {
  useEffect(() => {
    if (!isHeld && !isTextKept) return undefined
    const answer = (event: Event) => {
      if (isHeld) event.preventDefault()
      else if (event instanceof CustomEvent) event.detail.isTextKept = true
    }
    window.addEventListener(reloadEvent, answer)
    return () => window.removeEventListener(reloadEvent, answer)
  }, [isHeld, isTextKept])
}
