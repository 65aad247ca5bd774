/** How long files are waited for, in milliseconds. */
const timeout = 10_000

/** The files of the app that this document has asked for. */
function filesAskedFor(cause: unknown): string[] {
  const folder = `${location.origin}/assets/`
  const links = [...document.querySelectorAll('link')].map(({ href }) => href)
  const loaded = performance.getEntriesByType('resource').map(({ name }) => name)
  // Chrome's message ends with the address. A document that is open for long has it nowhere else.
  const named = /https?:\S+$/.exec(String(cause)) ?? []
  const files = [...links, ...loaded, ...named].filter((name) => name.startsWith(folder))
  return [...new Set(files)]
}

/**
 * Announces that a file of the app is gone because the server has another build, which `detail`
 * names.
 */
export const goneEvent = 'file-gone'

/** Asks for a file past the browser's cache. @returns whether it is one of the app */
export async function isFresh(address: string): Promise<boolean> {
  const response = await fetch(address, { cache: 'no-cache', credentials: 'same-origin' })
  // A body that is not read would not be cached.
  await response.arrayBuffer()
  const type = response.headers.get('content-type') ?? ''
  const release = response.headers.get('x-release')
  if (response.status === 404 && release !== null)
    dispatchEvent(new CustomEvent(goneEvent, { detail: release }))
  return response.ok && type.includes(address.endsWith('.css') ? 'css' : 'javascript')
}

/** While it goes on; several parts may fail at once. */
let fetching: Promise<boolean> | null = null

/**
 * Asks for the files of this document again, past the browser's cache; the service worker then
 * drops what is not of the build. A gateway may have answered in the place of a file.
 * @param cause why loading failed
 * @returns whether all have come
 */
export function fetchFilesAnew(cause?: unknown): Promise<boolean> {
  const fetchAll = async () => {
    const late = new Promise<boolean[]>((resolve) => setTimeout(() => resolve([false]), timeout))
    const each = await Promise.race([Promise.all(filesAskedFor(cause).map(isFresh)), late])
    return each.every(Boolean)
  }
  fetching ??= fetchAll()
    .catch(() => false)
    .finally(() => (fetching = null))
  return fetching
}

/** Reloads the page with fresh files. */
export async function reloadAnew(): Promise<void> {
  await fetchFilesAnew()
  location.reload()
}

/**
 * Reloads the page with fresh files, for a page that did not start because of one; not if it was
 * reloaded just now.
 * @param cause why it did not start
 * @throws the cause if it is not reloaded
 */
export async function reloadOnce(cause: unknown): Promise<void> {
  document.querySelector('#boot-failure a')?.addEventListener('click', (event) => {
    event.preventDefault()
    void reloadAnew()
  })
  const areFresh = await fetchFilesAnew(cause)
  // The entry of the navigation, which replaces this, is unknown to iOS before 15.
  const isReloaded = performance.navigation.type === PerformanceNavigation.TYPE_RELOAD
  if (!areFresh || isReloaded) throw cause
  location.reload()
}
