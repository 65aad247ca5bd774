import { useEffect, useState } from 'react'

/** How long something that has just changed is highlighted, in milliseconds. */
const freshMs = 4000

/** Whether a value has just changed while it was shown. */
export function useFresh(value: string | number | boolean | null): boolean {
  const [{ shown, count }, setSeen] = useState({ shown: value, count: 0 })
  const [faded, setFaded] = useState(0)
  if (shown !== value) setSeen({ shown: value, count: count + 1 })
  useEffect(() => {
    if (count === 0) return undefined
    const timer = setTimeout(() => setFaded(count), freshMs)
    return () => clearTimeout(timer)
  }, [count])
  return count > faded
}

const none: ReadonlySet<string> = new Set()

/** The keys that were just added to a list that was already shown. */
export function useFreshKeys(keys: readonly string[]): ReadonlySet<string> {
  const [known, setKnown] = useState(keys)
  const [fresh, setFresh] = useState(none)
  if (known !== keys) {
    const before = new Set(known)
    const added = keys.filter((key) => !before.has(key))
    setKnown(keys)
    if (added.length > 0) setFresh(new Set(added))
  }
  useEffect(() => {
    if (fresh.size === 0) return undefined
    const timer = setTimeout(() => setFresh(none), freshMs)
    return () => clearTimeout(timer)
  }, [fresh])
  return fresh
}
