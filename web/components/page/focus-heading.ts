/** How long a page may take to be there, milliseconds. */
const timeout = 10_000

/** Gives the focus to the first heading inside, once there is one. Returns how to stop. */
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
