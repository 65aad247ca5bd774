/**
 * The files that make the page, in the order in which they are asked for; the page names each
 * (`preloadParts` in `vite.config.ts`). The first is fetched as soon as it is named.
 */
type Part = 'libraries' | 'react' | 'app'

/**
 * How long after the proxy was asked a part is asked for, milliseconds: so that the proxy's answer need
 * not share the line with React, which is large.
 */
const turns = { react: 80, app: 120 }

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
 * Has the app fetched in its turn.
 * @param asked settles when the proxy is asked for a flow, whose answer goes before; null where none is
 *   asked for
 */
export function preloadApp(asked: Promise<void> | null): void {
  if (!fetchesByItself) {
    // It is imported at once, and would name what it needs only when it is there.
    preloadAsScript('react')
    preloadAsScript('app')
    preloadAsScript('libraries')
  } else if (asked === null) {
    preload('react')
    preload('app')
  } else {
    void asked.then(() => {
      setTimeout(() => preload('react'), turns.react)
      setTimeout(() => preload('app'), turns.app)
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
