import { useEffect, useState } from 'react'

/**
 * Whether an overlay of antd-mobile should be visible: `open`, a few frames later. An overlay that
 * is mounted open would appear without animation, and one that is closed before its animation has
 * started would never be removed.
 */
export function useVisible(open: boolean): boolean {
  const [isVisible, setVisible] = useState(false)
  useEffect(() => {
    if (open === isVisible) return undefined
    let frame = requestAnimationFrame(() => {
      if (open) setVisible(true)
      // The animation starts to move in the first frame.
      else frame = requestAnimationFrame(() => setVisible(false))
    })
    return () => cancelAnimationFrame(frame)
  }, [open, isVisible])
  return isVisible
}
