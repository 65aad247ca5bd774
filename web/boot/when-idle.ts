import { loadFailurePage } from '#web/components/failure/load-failure-page.ts'
import { loadHeavy } from '#web/components/overlay/heavy.ts'
import { registerWorker } from './register-worker.ts'
import { showIcon } from './show-icon.ts'

// What nobody waits for: a file of its own, fetched once the page is loaded.

/** The page is being drawn until then, milliseconds. */
const drawing = 2000

// Without a network it could not be had, and it is small.
loadFailurePage().catch(() => {})
registerWorker().catch(() => {})
setTimeout(() => {
  showIcon()
  // The first tap on what needs it tries again.
  loadHeavy().catch(() => {})
}, drawing)
