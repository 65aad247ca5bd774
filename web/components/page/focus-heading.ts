/** How long to wait for the heading, in milliseconds. */
const timeout = 10_000

/**
 * Focuses the first heading inside an element, once there is one. Returns a function that stops
 * waiting.
 */
export function focusHeading(inside: string): () => void {
  const tryNow = () => {
    const heading = document.querySelector<HTMLElement>(`${inside} h1`)
    if (heading === null) return
    heading.tabIndex = -1
    heading.focus({ preventScroll: true })
    stop()
  }
  const observer = new MutationObserver(tryNow)
  const timer = setTimeout(() => stop(), timeout)
  const stop = () => {
    observer.disconnect()
    clearTimeout(timer)
  }
  observer.observe(document.body, { childList: true, subtree: true })
  tryNow()
  return stop
}
