import type { QueryClient } from '@tanstack/react-query'
import { followPeople } from '#web/api/device-cache/follow-people.ts'
import { followOtherWindows } from '#web/api/session/other-windows.ts'
import { loadFailurePage } from '#web/widgets/failure-page/load-failure-page.ts'
import { followTyping } from '#web/components/field/follow-typing.ts'
import { loadAnimated } from '#web/components/overlay/animated.ts'
import { followRelease } from '#web/components/page/follow-release.ts'
import icon from './icon.svg?inline'

// What the page can do without: a separate chunk, fetched after the page has loaded.

/** Follows who is signed in, in this window and in others, and which build answers. */
export function followSessions(client: QueryClient): void {
  followOtherWindows(client)
  followPeople(client)
  followRelease(client)
}

/**
 * Registers the service worker, which lets the app open offline from the next visit on. iOS web
 * views have none.
 */
async function registerWorker(): Promise<void> {
  // The development server's files have no hashes.
  if (!import.meta.env.PROD || !('serviceWorker' in navigator)) return
  const { serviceWorker } = navigator
  await serviceWorker.register('/service-worker.js')
  const { active } = await serviceWorker.ready
  if (serviceWorker.controller === null) {
    await new Promise((resolve) => {
      serviceWorker.addEventListener('controllerchange', resolve, { once: true })
    })
  }
  const files = `${location.origin}/assets/`
  const tell = (entries: PerformanceEntryList) => {
    const loaded = entries.map(({ name }) => name).filter((name) => name.startsWith(files))
    // The `postMessage` of a worker has no origin parameter.
    // oxlint-disable-next-line unicorn/require-post-message-target-origin
    if (loaded.length > 0) active?.postMessage(loaded)
  }
  // Requests that were sent before the worker was active did not pass through it, so it gets their
  // URLs here.
  new PerformanceObserver((list) => tell(list.getEntries())).observe({ entryTypes: ['resource'] })
  tell(performance.getEntriesByType('resource'))
}

/** Milliseconds after which the page has been drawn. */
const drawing = 2000

// The failure page cannot wait until it is needed, because the network may be gone then.
loadFailurePage().then(
  ({ reportError }) => {
    addEventListener('error', ({ error }) => reportError(error))
    addEventListener('unhandledrejection', ({ reason }) => reportError(reason))
  },
  () => {},
)
registerWorker().catch(() => {})
if (performance.getEntriesByName('sampled').length > 0)
  import('./field-data.ts').then(
    ({ reportWhenLeft }) => reportWhenLeft(),
    () => {},
  )
followTyping()
setTimeout(() => {
  // Drawing the icon takes a slow phone 10 ms, so the page starts with an empty one. Without any,
  // browsers request `/favicon.ico`.
  document.querySelector('link[rel=icon]')?.setAttribute('href', icon)
  // If this fails, the first use loads it.
  loadAnimated().catch(() => {})
}, drawing)
