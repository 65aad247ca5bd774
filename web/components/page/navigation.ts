import { useEffect } from 'react'
import { navigate } from 'wouter/use-browser-location'
import { listenToBack } from '#web/dingtalk/navigation.ts'

/** What we keep of each page in the browser's history; survives reloads. */
interface HistoryState {
  /** How many pages of ours lie behind it. */
  depth: number
  /** How far down it was when another page was opened from it, CSS pixels. */
  scroll: number
}

function kept(name: keyof HistoryState): number | null {
  const state: unknown = history.state
  if (typeof state !== 'object' || state === null) return null
  const value: unknown = Reflect.get(state, name)
  return typeof value === 'number' ? value : null
}

const depth = () => kept('depth') ?? 0

/** How far down the current page was left by `goTo`, CSS pixels; null for one that never was. */
export const leftAt = (): number | null => kept('scroll')

/** Opens a page of the app at its top, so that going back leads here again. */
export function goTo(path: string): void {
  navigate(location.href, { replace: true, state: { depth: depth(), scroll: window.scrollY } })
  navigate(path, { state: { depth: depth() + 1 } })
  window.scrollTo(0, 0)
}

/** Changes the query of the current page's address, which stays the same page. */
export function changeSearch(search: string): void {
  const query = search === '' ? '' : `?${search}`
  navigate(location.pathname + query, { replace: true, state: { depth: depth() } })
}

/** Goes back to the page that led here, or opens `path` in place of this one where none did. */
export function goBack(path: string): void {
  if (depth() > 0) history.back()
  else navigate(path, { replace: true, state: { depth: 0 } })
}

/** Opens a page of the app in place of this one. */
export function goInstead(path: string): void {
  navigate(path, { replace: true, state: { depth: depth() } })
  window.scrollTo(0, 0)
}

/** Opens the home page in place of this one. */
export function goHome(): void {
  goInstead('/')
}

/** Whether going back from the current page leaves the app. */
export const isFirstPage = (): boolean => depth() === 0

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

export const approvalPath = (instanceId: string): string =>
  `/approvals/${encodeURIComponent(instanceId)}`
