/**
 * Hidden pages get no animation frames, so the callback runs after this many milliseconds at the
 * latest.
 */
const timeout = 250

/**
 * Calls back after the next paint.
 * @returns a function that cancels it
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
  // A frame callback runs before the paint; a message posted from it arrives after the paint.
  const frame = requestAnimationFrame(() => port2.postMessage(null))
  const timer = setTimeout(done, timeout)
  return stop
}
