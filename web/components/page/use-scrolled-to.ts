import { type RefObject, useEffect, useRef } from 'react'

/** A ref for what appears because of a tap: it is scrolled into view once, as it may be far off. */
export function useScrolledTo<Place extends HTMLElement>(): RefObject<Place | null> {
  const place = useRef<Place>(null)
  useEffect(() => {
    // Newer browsers return a promise, which is no cleanup.
    place.current?.scrollIntoView({ block: 'center' })
  }, [])
  return place
}
