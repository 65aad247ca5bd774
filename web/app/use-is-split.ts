import { useSyncExternalStore } from 'react'

const query = '(min-width: 1200px)'

function listen(changed: () => void): () => void {
  const list = matchMedia(query)
  // `addEventListener` is missing on the media queries of Safari 13.
  list.addListener(changed)
  return () => list.removeListener(changed)
}

/**
 * Whether the window has room for a list beside a contract. False until hydration, so that the
 * contract comes first.
 */
export function useIsSplit(): boolean {
  return useSyncExternalStore(
    listen,
    () => matchMedia(query).matches,
    () => false,
  )
}
