import { useEffect, useState } from 'react'

/** Whether the page has so many CSS pixels, by default those of a tablet; for what is drawn after a tap, never for a first drawing. */
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
