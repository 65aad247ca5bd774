/**
 * The files that make the page, in the order in which they are needed; the page names each
 * (`preloadParts` in `vite.config.ts`). The first is fetched as soon as it is named.
 */
type Part = 'libraries' | 'app' | 'details'

/**
 * How long after the proxy was asked a part is asked for, milliseconds: so that the app comes right
 * behind the proxy's answer, and what a flow page shows below the status right behind the app.
 */
const turns = { app: 80, details: 180 }

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
    // It is imported at once, and would name its libraries only when it is there.
    preloadAsScript('app')
    preloadAsScript('libraries')
  } else if (asked === null) {
    preload('app')
  } else {
    // Sooner than in their turn where the line is idle, for the client takes its time.
    linkOf('libraries')?.addEventListener('load', () => preload('app'))
    linkOf('app')?.addEventListener('load', () => preload('details'))
    void asked.then(() => {
      setTimeout(() => preload('app'), turns.app)
      setTimeout(() => preload('details'), turns.details)
    })
  }
}
