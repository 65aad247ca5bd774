import { useEffect } from 'react'
import { navigate } from 'wouter/use-browser-location'
import { listenToBack } from '#web/dingtalk/navigation.ts'

/** The home page as it was left. */
type LeftHome = {
  /** The query of its URL: list and filter. */
  search: string
  scroll: number
  /** How many history entries of the app precede it. */
  depth: number
  /** Whether the query was chosen later, in the list next to a contract. */
  isOther?: boolean
}

/** Our state in each history entry, which survives reloads. */
type PageState = {
  /** How many history entries of the app precede it. */
  depth: number
  /** Its scroll position when another page was opened, CSS pixels. */
  scroll?: number | undefined
  /** The home page that led to this page, directly or not. */
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

/** The scroll position when the page was left by `goTo`, CSS pixels; null if it was not. */
export const savedScroll = (): number | null => numberAt(history.state, 'scroll', null)

/** Shows a page of the app in a new history entry, or replaces the current one. */
export function moveTo(path: string, state: PageState, replace: boolean): void {
  navigate(path, { replace, state })
}

/** Opens a page of the app, scrolled to the top. Going back returns to the current page. */
export function goTo(path: string): void {
  const { depth, home: before } = pageState()
  const scroll = window.scrollY
  const home = location.pathname === '/' ? { search: location.search, scroll, depth } : before
  moveTo(location.href, { depth, scroll, home }, true)
  moveTo(path, { depth: depth + 1, home }, false)
  window.scrollTo(0, 0)
}

/** Changes the query of the current URL without leaving the page. */
export function changeSearch(search: string): void {
  const query = search === '' ? '' : `?${search}`
  const { depth, home } = pageState()
  moveTo(location.pathname + query, { depth, home }, true)
}

/** Goes back, or replaces this page by `path` if there is no previous page of the app. */
export function goBack(path: string): void {
  if (pageState().depth > 0) history.back()
  else moveTo(path, { depth: 0 }, true)
}

/** Replaces this page by another one. */
export function replaceWith(path: string): void {
  const { depth, home } = pageState()
  moveTo(path, { depth, home }, true)
  window.scrollTo(0, 0)
}

/** Goes to the home page as it was left: the same list, filter and scroll position. */
export function goHome(): void {
  const { depth, home } = pageState()
  if (location.pathname === '/') window.scrollTo(0, 0)
  else if (home === undefined) replaceWith('/')
  else if (home.depth === depth - 1) history.back()
  else moveTo(`/${home.search}`, { depth, scroll: home.scroll }, true)
}

/** Whether going back from the current page leaves the app. */
export const isFirstPage = (): boolean => pageState().depth === 0

/** The clients' back key goes back within the app; on the first page, the client closes the app. */
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

/** Whether a page has the tab bar on phones too; the others have a page bar instead. */
export const isTopPage = (path: string): boolean => topPaths.includes(path)

export const flowPath = (taskId: string): string => `/flows/${encodeURIComponent(taskId)}`

/** The form to start a contract, filled in like another one. */
export const startFromPath = (taskId: string): string => `/start?from=${encodeURIComponent(taskId)}`

export const approvalPath = (instanceId: string): string =>
  `/approvals/${encodeURIComponent(instanceId)}`
