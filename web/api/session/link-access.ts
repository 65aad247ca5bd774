import { isTaskId } from '#shared/task-id.ts'

/** The task id in an address of ours, `/flows/:taskId`; null for any other page. */
export function taskIdOfPath(pathname: string): string | null {
  const taskId = /^\/flows\/([^/]+)\/?$/.exec(pathname)?.[1]
  return taskId !== undefined && isTaskId(taskId) ? taskId : null
}

/** The proxy reads no more; what is longer is none of its links. */
const mostCharacters = 256

interface SignedLink {
  taskId: string
  access: string
}

/** Undefined until the address was looked at, null once it has none, or one that is accepted. */
let found: SignedLink | null | undefined

/** The signed link by which the page was opened, until it is accepted; null where it was none. */
function opened(): SignedLink | null {
  if (found === undefined) found = fromAddress()
  return found
}

function fromAddress(): SignedLink | null {
  const access = new URLSearchParams(location.search).get('access')
  const taskId = taskIdOfPath(location.pathname)
  if (access === null || access === '' || taskId === null) return null
  return { taskId, access: access.slice(0, mostCharacters) }
}

/** The `access` of the signed link that led to this flow; goes along with reading it. */
export function linkAccess(taskId: string): string | undefined {
  const link = opened()
  return link?.taskId === taskId ? link.access : undefined
}

/**
 * The flow was read, so that the proxy remembers whom the link let in. What lets in need not stay in
 * the address, from where it would be copied along.
 */
export function linkAccepted(taskId: string): void {
  if (opened()?.taskId !== taskId) return
  found = null
  if (taskIdOfPath(location.pathname) !== taskId) return
  const address = new URL(location.href)
  address.searchParams.delete('access')
  history.replaceState(history.state, '', address.href)
}
