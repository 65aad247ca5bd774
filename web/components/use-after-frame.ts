import { useEffect, useState } from 'react'

/** Frames do not come while nobody sees the page; then after so many milliseconds. */
const patience = 250

/** False when a component is first drawn, and true once that can be seen. */
export function useAfterFrame(): boolean {
  const [isSeen, setSeen] = useState(false)
  useEffect(() => {
    const { port1, port2 } = new MessageChannel()
    const done = () => setSeen(true)
    port1.addEventListener('message', done)
    port1.start()
    // A frame's callbacks run before it is painted, what they post after it.
    const frame = requestAnimationFrame(() => port2.postMessage(null))
    const timer = setTimeout(done, patience)
    return () => {
      cancelAnimationFrame(frame)
      clearTimeout(timer)
      port1.close()
    }
  }, [])
  return isSeen
}
