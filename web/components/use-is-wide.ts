import { useCallback, useSyncExternalStore } from 'react'

/** Whether a media query matches. False until hydration, like the drawn page. */
export function useMatches(query: string): boolean {
  const listen = useCallback(
    (changed: () => void) => {
      const list = matchMedia(query)
      // `addEventListener` is missing on the media queries of Safari 13.
      list.addListener(changed)
      return () => list.removeListener(changed)
    },
    [query],
  )
  return useSyncExternalStore(
    listen,
    () => matchMedia(query).matches,
    () => false,
  )
}

/** Whether the window is at least this wide, CSS pixels. */
export const useIsWide = (width: number) => useMatches(`(min-width: ${width}px)`)

/** Whether the window has room for a list next to the chosen contract. */
export const useIsSplit = () => useIsWide(1200)
