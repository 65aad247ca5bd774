import { useEffect, useMemo, useState } from 'react'

/** How long something that has just changed is highlighted, in milliseconds. */
const freshMs = 4000

/** Whether a value has just changed while it was shown. */
export function useFresh(value: string): boolean {
  return useFreshKeys(useMemo(() => [value], [value])).size > 0
}

const none: ReadonlySet<string> = new Set()

/**
 * The keys that were just added to a list that was already shown.
 * @param isOutline whether the list is not complete yet; its rest is not new
 */
export function useFreshKeys(keys: readonly string[], isOutline = false): ReadonlySet<string> {
  const [known, setKnown] = useState({ keys, isOutline })
  const [fresh, setFresh] = useState(none)
  if (known.keys !== keys) {
    const before = new Set(known.keys)
    const added = keys.filter((key) => !before.has(key))
    setKnown({ keys, isOutline })
    if (added.length > 0 && !known.isOutline) setFresh(new Set(added))
  }
  useEffect(() => {
    if (fresh.size === 0) return undefined
    const timer = setTimeout(() => setFresh(none), freshMs)
    return () => clearTimeout(timer)
  }, [fresh])
  return fresh
}
