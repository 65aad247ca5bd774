import { useEffect, useState } from 'react'

/**
 * Whether the window is at least so wide, CSS pixels. For what is rendered after a tap; the first
 * render uses `PageViewer.isWide`.
 */
export function useIsWide(width = 768): boolean {
  const query = `(min-width: ${width}px)`
  const [isWide, setWide] = useState(() => matchMedia(query).matches)
  useEffect(() => {
    const list = matchMedia(query)
    const follow = () => setWide(list.matches)
    // `addEventListener` is missing on the media queries of Safari 13.
    list.addListener(follow)
    return () => list.removeListener(follow)
  }, [query])
  return isWide
}
