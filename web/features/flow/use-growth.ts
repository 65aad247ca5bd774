import { type RefCallback, useEffect, useRef, useState } from 'react'

/** Calls `grow` whenever the element given to the returned ref comes near the screen. */
export function useGrowth(grow: () => void): RefCallback<Element> {
  const [element, setElement] = useState<Element | null>(null)
  const latest = useRef(grow)
  useEffect(() => {
    latest.current = grow
  })
  useEffect(() => {
    if (!element) return undefined
    const observer = new IntersectionObserver(
      (entries) => {
        if (!entries.some((entry) => entry.isIntersecting)) return
        latest.current()
        // Asks again: the element may still be near after growing.
        observer.unobserve(element)
        observer.observe(element)
      },
      { rootMargin: '600px' },
    )
    observer.observe(element)
    return () => observer.disconnect()
  }, [element])
  return setElement
}
