/**
 * Registers the service worker, which lets the app open offline from the next visit on. iOS web
 * views have none.
 */
export async function registerWorker(): Promise<void> {
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
