import { useLayoutEffect, useState } from 'react'
import { afterFrame } from './after-frame.ts'

/** Whether a page was drawn to its end already. */
let hasDrawn = false

/**
 * How many of the parts of the first page to draw: one more each frame, so that people see the first
 * without waiting for the last, and no frame takes long. Later pages are drawn at once.
 * @param count of all parts
 */
export function useDrawnParts(count: number): number {
  const [drawn, setDrawn] = useState(() => (hasDrawn ? count : 1))
  // Other effects come after a frame, so that the next part would wait for one more.
  useLayoutEffect(() => {
    if (drawn >= count) {
      hasDrawn = true
      return undefined
    }
    return afterFrame(() => setDrawn(drawn + 1))
  }, [drawn, count])
  return drawn
}
