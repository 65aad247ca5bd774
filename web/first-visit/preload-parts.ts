/**
 * The files of the app, in the order in which they are fetched. The page names each
 * (`scripts/web-build/preload-links.ts`); the first is fetched at once.
 */
type Part = 'libraries' | 'react' | 'app'

/** Milliseconds between asking the proxy and fetching the app: most answers are sent by then. */
const appDelayMs = 150

/** Milliseconds after which React no longer waits for the answer. */
const maxWaitMs = 600

/** On a fast line the page itself arrives within this many milliseconds, and the app within 100. */
const fastPageMs = 25

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
 * False until the page has arrived, if it was cached, and in browsers that do not say how long it
 * took.
 */
function isLineFast(): boolean {
  const [page] = performance.getEntriesByType('navigation')
  if (!(page instanceof PerformanceResourceTiming)) return false
  const { responseStart, responseEnd, encodedBodySize, transferSize } = page
  // Of a cached page at most the headers are transferred.
  const isTransferred = transferSize > encodedBodySize
  return isTransferred && responseEnd > 0 && responseEnd - responseStart <= fastPageMs
}

/**
 * Fetches the app in its turn: on a slow line the answer would queue behind React's large file. On
 * a fast line, both have arrived before the proxy can answer.
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
    const isFast = isLineFast()
    setTimeout(() => preload('app'), isFast ? 0 : appDelayMs)
    setTimeout(() => preload('react'), isFast ? 0 : maxWaitMs)
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

/** Applies the app's preloaded styles. Rejects if they do not come: the page would have no look. */
export function applyStyle(): Promise<void> {
  const links = [...document.querySelectorAll<HTMLLinkElement>('link[rel=preload][as=style]')]
  const applied = links.map(
    (link) =>
      new Promise<unknown>((resolve, reject) => {
        const style = document.createElement('link')
        style.addEventListener('load', resolve, { once: true })
        style.addEventListener('error', () => reject(new Error(link.href)), { once: true })
        style.rel = 'stylesheet'
        style.crossOrigin = link.crossOrigin
        style.href = link.href
        // Another element, because a style sheet has no `as`, and a preload cannot do without.
        link.after(style)
        link.remove()
      }),
  )
  return Promise.all(applied).then(() => {})
}
