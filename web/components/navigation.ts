import { useEffect } from 'react'
import { navigate } from 'wouter/use-browser-location'
import { listenToBack } from '../dingtalk/navigation.ts'

/** How many pages of ours lie behind the current one; survives reloads. */
function depth(): number {
  const state: unknown = history.state
  if (typeof state !== 'object' || state === null || !('depth' in state)) return 0
  return typeof state.depth === 'number' ? state.depth : 0
}

/** Opens a page of the app, so that going back leads here again. */
export function goTo(path: string): void {
  navigate(path, { state: { depth: depth() + 1 } })
}

/** Goes back to the page that led here, or opens `path` in place of this one where none did. */
export function goBack(path: string): void {
  if (depth() > 0) history.back()
  else navigate(path, { replace: true, state: { depth: 0 } })
}

/** Opens the home page in place of this one. */
export function goHome(): void {
  navigate('/', { replace: true, state: { depth: depth() } })
}

/**
 * The clients' back key goes back inside the app as long as there is something to go back to;
 * then it is the client's again, which closes the page.
 */
export function useBackKey(): void {
  useEffect(
    () =>
      listenToBack(() => {
        if (depth() === 0) return false
        history.back()
        return true
      }),
    [],
  )
}

export const flowPath = (taskId: string): string => `/flows/${encodeURIComponent(taskId)}`
