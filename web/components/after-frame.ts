/** Frames do not come while nobody sees the page; then after so many milliseconds. */
const timeout = 250

/**
 * Calls back once what is on the page by now has been painted.
 * @returns calls it off
 */
export function afterFrame(callback: () => void): () => void {
  const { port1, port2 } = new MessageChannel()
  const stop = () => {
    cancelAnimationFrame(frame)
    clearTimeout(timer)
    port1.close()
  }
  const done = () => {
    stop()
    callback()
  }
  port1.addEventListener('message', done)
  port1.start()
  // What is asked for a frame runs before it is painted, what that posts after it.
  const frame = requestAnimationFrame(() => port2.postMessage(null))
  const timer = setTimeout(done, timeout)
  return stop
}
