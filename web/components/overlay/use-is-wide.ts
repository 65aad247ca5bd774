import { useEffect, useState } from 'react'

const query = '(min-width: 768px)'

/** Whether the page is as wide as a tablet; for what is drawn after a tap, never for a first drawing. */
export function useIsWide(): boolean {
  const [isWide, setWide] = useState(() => matchMedia(query).matches)
  useEffect(() => {
    const list = matchMedia(query)
    const follow = () => setWide(list.matches)
    // `addEventListener` is missing on the media queries of Safari 13.
    list.addListener(follow)
    return () => list.removeListener(follow)
  }, [])
  return isWide
}
