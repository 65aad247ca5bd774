import { isTaskId } from '#shared/rules/task-id.ts'

/** The task id in a path `/flows/:taskId`; null for any other page. */
export function taskIdOfPath(pathname: string): string | null {
  const taskId = /^\/flows\/([^/]+)\/?$/.exec(pathname)?.[1]
  return taskId !== undefined && isTaskId(taskId) ? taskId : null
}

/** The proxy's limit, in characters. */
const maxLinkLength = 256

/** The `access` of a signed link, if the page is at that URL. Sent when the flow is read. */
export function linkAccess(taskId: string): string | undefined {
  if (taskIdOfPath(location.pathname) !== taskId) return undefined
  const access = new URLSearchParams(location.search).get('access') ?? ''
  return access === '' ? undefined : access.slice(0, maxLinkLength)
}

/**
 * Removes `access` from the URL once the flow was read: the proxy has stored the grant, and the URL
 * might be copied.
 */
export function linkAccepted(taskId: string): void {
  if (linkAccess(taskId) === undefined) return
  const address = new URL(location.href)
  address.searchParams.delete('access')
  history.replaceState(history.state, '', address.href)
}
