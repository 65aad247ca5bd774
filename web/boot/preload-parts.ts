/**
 * The files that make the page, in the order in which they are asked for; the page names each
 * (`preloadParts` in `vite.config.ts`). The first is fetched as soon as it is named.
 */
type Part = 'libraries' | 'react' | 'app'

/** How long after the proxy was asked the app is asked for, milliseconds: most answers are sent by then. */
const appAfter = 120

/** How long an answer may keep React from being asked for, milliseconds. */
const reactAfterAtMost = 1000

/** The same on a quick line, which has React through before the answer is there. */
const reactAfterWhenNear = 80

/** Whether the page itself was answered as on a quick line, within so many milliseconds. */
function isNear(): boolean {
  const [page] = performance.getEntriesByType('navigation')
  return page instanceof PerformanceNavigationTiming && page.responseStart - page.requestStart < 100
}

/** Whether the browser fetches by itself what the page names, also while nothing imports it. */
export const fetchesByItself = document.createElement('link').relList.supports('modulepreload')

function linkOf(part: Part): HTMLLinkElement | null {
  return document.querySelector(`link[data-part=${part}]`)
}

function preload(part: Part): void {
  const link = linkOf(part)
  if (link?.rel === 'later') link.rel = 'modulepreload'
}

/** As iOS before 17 understands it. */
function preloadAsScript(part: Part): void {
  const link = linkOf(part)
  if (link === null) return
  link.as = 'script'
  link.rel = 'preload'
}

/**
 * Has the app fetched in its turn. On a slow line React, which is large, would keep an answer waiting
 * that is sent behind it.
 * @param flow what is asked of the proxy before; null where nothing is
 */
export function preloadApp(flow: { asked: Promise<void>; answered: Promise<void> } | null): void {
  if (!fetchesByItself) {
    // It is imported at once, and would name what it needs only when it is there.
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

/** Settles when the app has been fetched, or cannot be; at once where it is not fetched beforehand. */
export function appThere(): Promise<void> {
  const link = linkOf('app')
  if (link === null || !fetchesByItself) return Promise.resolve()
  return new Promise((resolve) => {
    link.addEventListener('load', () => resolve(), { once: true })
    link.addEventListener('error', () => resolve(), { once: true })
  })
}

/** Makes a style sheet of the app's style, which is being fetched; settles when it applies. */
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
