import { loadFailurePage } from '#web/components/failure/load-failure-page.ts'
import { loadHeavy } from '#web/components/overlay/heavy.ts'
import { registerWorker } from './register-worker.ts'
import { showIcon } from './show-icon.ts'

// What the page can do without: a file of its own, fetched once the page is loaded.

/** The page is being drawn until then, milliseconds. */
const drawing = 2000

// Without a network it could not be had, and it is small.
loadFailurePage().then(
  ({ reportError }) => {
    addEventListener('error', ({ error }) => reportError(error))
    addEventListener('unhandledrejection', ({ reason }) => reportError(reason))
  },
  () => {},
)
registerWorker().catch(() => {})
setTimeout(() => {
  showIcon()
  // The first tap on what needs it tries again.
  loadHeavy().catch(() => {})
}, drawing)
