import { useEffect } from 'react'

/** The event that asks whether the page may be reloaded now; a listener may prevent it. */
export const reloadEvent = 'before-own-reload'

/** Keeps the page from reloading itself (`follow-release.ts`) while `isHeld`. */
export function useHoldReload(isHeld: boolean): void {
  useEffect(() => {
    if (!isHeld) return undefined
    const hold = (event: Event) => event.preventDefault()
    window.addEventListener(reloadEvent, hold)
    return () => window.removeEventListener(reloadEvent, hold)
  }, [isHeld])
}
