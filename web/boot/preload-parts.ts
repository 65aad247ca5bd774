/**
 * The files of the app, in the order in which they are fetched. The page names each
 * (`scripts/web-build/preload-links.ts`); the first is fetched at once.
 */
type Part = 'libraries' | 'react' | 'app'

/** Milliseconds between asking the proxy and fetching the app: most answers are sent by then. */
const appDelayMs = 150

/** Milliseconds after which React no longer waits for the answer. */
const maxWaitMs = 600

/** Whether the browser knows `modulepreload`. */
export const fetchesByItself = document.createElement('link').relList.supports('modulepreload')

function linkOf(part: Part): HTMLLinkElement | null {
  return document.querySelector(`link[data-part=${part}]`)
}

function preload(part: Part): void {
  const link = linkOf(part)
  if (link?.rel === 'later') link.rel = 'modulepreload'
}

/** What iOS before 17 understands in place of `modulepreload`. */
function preloadAsScript(part: Part): void {
  const link = linkOf(part)
  if (link === null) return
  link.as = 'script'
  link.rel = 'preload'
}

/**
 * Fetches the app in its turn: on a slow line the answer would queue behind React's large file.
 * @param asked settles once the proxy is asked for a flow; null where it is not
 * @param answered settles with the flow
 */
export function preloadApp(asked: Promise<void> | null, answered: Promise<void>): void {
  if (!fetchesByItself) {
    // Its own imports would be found only once it has arrived.
    preloadAsScript('react')
    preloadAsScript('app')
    preloadAsScript('libraries')
    return
  }
  if (asked === null) {
    preload('react')
    preload('app')
    return
  }
  void answered.then(() => preload('react'))
  void asked.then(() => {
    setTimeout(() => preload('app'), appDelayMs)
    setTimeout(() => preload('react'), maxWaitMs)
  })
}

/** Settles when the app has been fetched or has failed; at once where it is not preloaded. */
export function appLoaded(): Promise<void> {
  const link = linkOf('app')
  if (link === null || !fetchesByItself) return Promise.resolve()
  return new Promise((resolve) => {
    link.addEventListener('load', () => resolve(), { once: true })
    link.addEventListener('error', () => resolve(), { once: true })
  })
}

/** Applies the app's preloaded styles; settles when they are applied. */
export function applyStyle(): Promise<void> {
  const links = [...document.querySelectorAll<HTMLLinkElement>('link[rel=preload][as=style]')]
  const applied = links.map(
    (link) =>
      new Promise<void>((resolve) => {
        link.addEventListener('load', () => resolve(), { once: true })
        link.addEventListener('error', () => resolve(), { once: true })
        link.rel = 'stylesheet'
      }),
  )
  return Promise.all(applied).then(() => {})
}
