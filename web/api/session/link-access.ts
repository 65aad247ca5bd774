import { isTaskId } from '#shared/rules/task-id.ts'

/** The task id in an address of ours, `/flows/:taskId`; null for any other page. */
export function taskIdOfPath(pathname: string): string | null {
  const taskId = /^\/flows\/([^/]+)\/?$/.exec(pathname)?.[1]
  return taskId !== undefined && isTaskId(taskId) ? taskId : null
}

/** The proxy reads no more; what is longer is none of its links. */
const mostCharacters = 256

/** The `access` of a signed link to this flow, where the page is at its address; goes along with reading it. */
export function linkAccess(taskId: string): string | undefined {
  if (taskIdOfPath(location.pathname) !== taskId) return undefined
  const access = new URLSearchParams(location.search).get('access') ?? ''
  return access === '' ? undefined : access.slice(0, mostCharacters)
}

/**
 * The flow was read, so that the proxy remembers whom the link let in. What lets in need not stay in
 * the address, from where it would be copied along.
 */
export function linkAccepted(taskId: string): void {
  if (linkAccess(taskId) === undefined) return
  const address = new URL(location.href)
  address.searchParams.delete('access')
  history.replaceState(history.state, '', address.href)
}
