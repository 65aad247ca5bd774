import { useEffect } from 'react'
import { navigate } from 'wouter/use-browser-location'
import { listenToBack } from '#web/dingtalk/navigation.ts'

/** The home page as somebody left it. */
interface LeftHome {
  /** The query of its address: which list, which filter. */
  search: string
  scroll: number
  /** How many pages of the app lie behind it. */
  depth: number
  /** Whether the query was chosen since, in the list beside a contract. */
  isOther?: boolean
}

/** Our state of each history entry; it survives reloads. */
interface PageState {
  /** How many pages of ours lie behind it. */
  depth: number
  /** Its scroll position when another page was opened, CSS pixels. */
  scroll?: number | undefined
  /** The home page from which this page was reached, however indirectly. */
  home?: LeftHome | undefined
}

export function pageState(): PageState {
  const state: unknown = history.state
  return {
    depth: numberAt(state, 'depth', 0),
    scroll: numberAt(state, 'scroll', undefined),
    home: leftHomeOf(state),
  }
}

function leftHomeOf(state: unknown): LeftHome | undefined {
  const home = valueAt(state, 'home')
  const search = valueAt(home, 'search')
  if (typeof search !== 'string') return undefined
  return {
    search,
    scroll: numberAt(home, 'scroll', 0),
    depth: numberAt(home, 'depth', 0),
    isOther: valueAt(home, 'isOther') === true,
  }
}

function valueAt(from: unknown, name: string): unknown {
  return typeof from === 'object' && from !== null ? Reflect.get(from, name) : undefined
}

function numberAt<Else>(from: unknown, name: string, otherwise: Else): number | Else {
  const value = valueAt(from, name)
  return typeof value === 'number' ? value : otherwise
}

/** The scroll position with which the page was left by `goTo`, CSS pixels; null if it was not. */
export const leftAt = (): number | null => numberAt(history.state, 'scroll', null)

/** Shows a page of the app, as an entry of its own or in place of the present one. */
export function moveTo(path: string, state: PageState, replace: boolean): void {
  navigate(path, { replace, state })
}

/** Opens a page of the app at its top, so that going back leads here again. */
export function goTo(path: string): void {
  const { depth, home: before } = pageState()
  const scroll = window.scrollY
  const home = location.pathname === '/' ? { search: location.search, scroll, depth } : before
  moveTo(location.href, { depth, scroll, home }, true)
  moveTo(path, { depth: depth + 1, home }, false)
  window.scrollTo(0, 0)
}

/** Changes the query of the current page's address, which stays the same page. */
export function changeSearch(search: string): void {
  const query = search === '' ? '' : `?${search}`
  const { depth, home } = pageState()
  moveTo(location.pathname + query, { depth, home }, true)
}

/** Goes back to the page before, or opens `path` in place of this one where there is none. */
export function goBack(path: string): void {
  if (pageState().depth > 0) history.back()
  else moveTo(path, { depth: 0 }, true)
}

/** Opens a page of the app in place of this one. */
export function goInstead(path: string): void {
  const { depth, home } = pageState()
  moveTo(path, { depth, home }, true)
  window.scrollTo(0, 0)
}

/** Goes to the home page as it was left: the same list, filter and place. */
export function goHome(): void {
  const { depth, home } = pageState()
  if (location.pathname === '/') window.scrollTo(0, 0)
  else if (home === undefined) goInstead('/')
  else if (home.depth === depth - 1) history.back()
  else moveTo(`/${home.search}`, { depth, scroll: home.scroll }, true)
}

/** Whether going back from the current page leaves the app. */
export const isFirstPage = (): boolean => pageState().depth === 0

/**
 * The clients' back key goes back inside of the app; on the first page the client closes the page.
 */
export function useBackKey(): void {
  useEffect(
    () =>
      listenToBack(() => {
        if (isFirstPage()) return false
        history.back()
        return true
      }),
    [],
  )
}

const topPaths: readonly string[] = ['/', '/admin', '/me']

/** Whether a page has the tab bar on phones too; the others have a page bar of their own. */
export const isTopPage = (path: string): boolean => topPaths.includes(path)

export const flowPath = (taskId: string): string => `/flows/${encodeURIComponent(taskId)}`

export const approvalPath = (instanceId: string): string =>
  `/approvals/${encodeURIComponent(instanceId)}`
