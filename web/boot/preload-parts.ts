/**
 * The files of the app, in the order in which they are fetched. The page names each
 * (`scripts/web-build/preload-links.ts`); the first is fetched at once.
 */
type Part = 'libraries' | 'react' | 'app'

/** Milliseconds between asking the proxy and fetching the app: most answers are sent by then. */
const appAfter = 120

/** The longest that React waits for the answer, milliseconds. */
const reactAfterAtMost = 1000

/** On a quick line, where React arrives before the answer, milliseconds. */
const reactAfterWhenNear = 80

/** Whether the line is quick: the page was answered within so many milliseconds. */
function isNear(): boolean {
  const [page] = performance.getEntriesByType('navigation')
  return page instanceof PerformanceNavigationTiming && page.responseStart - page.requestStart < 100
}

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
 * @param flow the first read; null without one
 */
export function preloadApp(flow: { asked: Promise<void>; answered: Promise<void> } | null): void {
  if (!fetchesByItself) {
    // Its own imports would be found only once it has arrived.
    preloadAsScript('react')
    preloadAsScript('app')
    preloadAsScript('libraries')
  } else if (flow === null) {
    preload('react')
    preload('app')
  } else {
    void flow.answered.then(() => preload('react'))
    void flow.asked.then(() => {
      setTimeout(() => preload('app'), appAfter)
      setTimeout(() => preload('react'), isNear() ? reactAfterWhenNear : reactAfterAtMost)
    })
  }
}

/** Settles when the app has been fetched or has failed; at once where it is not preloaded. */
export function appThere(): Promise<void> {
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
