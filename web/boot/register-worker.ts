async function registerWorker(): Promise<void> {
  const { serviceWorker } = navigator
  await serviceWorker.register('/service-worker.js')
  const { active } = await serviceWorker.ready
  // These passed it by.
  const files = performance.getEntriesByType('resource').map(({ name }) => name)
  const { origin } = location
  // A worker takes no origin.
  // oxlint-disable-next-line unicorn/require-post-message-target-origin
  active?.postMessage(files.filter((name) => name.startsWith(`${origin}/assets/`)))
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
