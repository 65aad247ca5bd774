async function registerWorker(): Promise<void> {
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

/**
 * Lets the app be opened without a network from the next visit on, once the page is complete. Where
 * there are no workers, as in iOS' web views, everything else works as it does.
 */
export function registerWorkerLater(): void {
  // The development server's files have no hashes.
  if (!import.meta.env.PROD || !('serviceWorker' in navigator)) return
  const register = () => {
    registerWorker().catch(() => {})
  }
  if (document.readyState === 'complete') register()
  else window.addEventListener('load', register, { once: true })
}
