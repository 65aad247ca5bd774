import type { QueryClient } from '@tanstack/react-query'
import { followPeople } from '#web/api/device-cache/follow-people.ts'
import { followOtherWindows } from '#web/api/session/other-windows.ts'
import { loadFailurePage } from '#web/widgets/failure-page/load-failure-page.ts'
import { followTyping } from '#web/components/field/follow-typing.ts'
import { loadHeavy } from '#web/components/overlay/heavy.ts'
import icon from './icon.svg?inline'
import { registerWorker } from './register-worker.ts'

// What the page can do without: a separate chunk, fetched after the page has loaded.

/** Follows who is signed in, in this window and in others. */
export function followSessions(client: QueryClient): void {
  followOtherWindows(client)
  followPeople(client)
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
followTyping()
setTimeout(() => {
  // Drawing the icon takes a slow phone 10 ms, so the page starts with an empty one. Without any,
  // browsers request `/favicon.ico`.
  document.querySelector('link[rel=icon]')?.setAttribute('href', icon)
  // If this fails, the first use loads it.
  loadHeavy().catch(() => {})
}, drawing)
