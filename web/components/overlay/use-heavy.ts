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
    loadHeavy().then(
      (loaded) => {
        if (isCurrent) setParts(loaded)
      },
      () => {
        if (isCurrent) fail()
      },
    )
    return () => {
      isCurrent = false
    }
  }, [isWanted, parts])
  return parts
}
