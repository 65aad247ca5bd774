/**
 * Lets the app be opened without a network from the next visit on. Where there are no workers, as in
 * iOS' web views, everything else works as it does.
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
    // A worker takes no origin.
    // oxlint-disable-next-line unicorn/require-post-message-target-origin
    if (loaded.length > 0) active?.postMessage(loaded)
  }
  // What is loaded already, and what is under way, passes the worker by.
  new PerformanceObserver((list) => tell(list.getEntries())).observe({ entryTypes: ['resource'] })
  tell(performance.getEntriesByType('resource'))
}
