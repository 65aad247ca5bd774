import { useEffect, useState } from 'react'

/**
 * When an overlay of antd-mobile is to be visible: `open`, some frames later. One that is mounted open
 * would appear without animation, and one that is closed before its animation has moved it would never
 * be removed.
 */
export function useVisible(open: boolean): boolean {
  const [isVisible, setVisible] = useState(false)
  useEffect(() => {
    if (open === isVisible) return undefined
    let frame = requestAnimationFrame(() => {
      if (open) setVisible(true)
      // The animation begins to move in the first frame.
      else frame = requestAnimationFrame(() => setVisible(false))
    })
    return () => cancelAnimationFrame(frame)
  }, [open, isVisible])
  return isVisible
}
