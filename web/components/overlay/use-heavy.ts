import { useEffect, useEffectEvent, useState } from 'react'
import { type HeavyParts, loadHeavy } from './heavy.ts'

/**
 * The heavy file's parts once they are wanted and loaded, else null.
 * @param onFailure called if loading fails
 */
export function useHeavy(isWanted: boolean, onFailure?: () => void): HeavyParts | null {
  const [parts, setParts] = useState<HeavyParts | null>(null)
  const fail = useEffectEvent(() => onFailure?.())
  useEffect(() => {
    if (!isWanted || parts !== null) return undefined
    let isCurrent = true
    const load = () =>
      loadHeavy().then(
        (loaded) => {
          if (isCurrent) setParts(loaded)
        },
        () => {
          if (isCurrent) fail()
        },
      )
    // Inserting the links of its files is slow on a slow phone, so it runs in a separate task.
    const timer = setTimeout(() => void load())
    return () => {
      isCurrent = false
      clearTimeout(timer)
    }
  }, [isWanted, parts])
  return parts
}
