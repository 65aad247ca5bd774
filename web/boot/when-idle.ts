import { loadFailurePage } from '#web/components/failure/load-failure-page.ts'
import { loadHeavy } from '#web/components/overlay/heavy.ts'
import { registerWorker } from './register-worker.ts'
import { showIcon } from './show-icon.ts'

// What the page can do without: a file of its own, fetched once the page is loaded.

/** By then the page is drawn, milliseconds. */
const drawing = 2000

// Small, and it cannot be loaded once the network is gone.
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
  // If it fails, the first use loads it.
  loadHeavy().catch(() => {})
}, drawing)
