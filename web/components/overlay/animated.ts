import { useEffect, useEffectEvent, useState } from 'react'
import { loadAgain } from '#web/api/http/load-again.ts'

/**
 * Loads the parts of antd-mobile that need its spring and gesture libraries: sheets, dialogs,
 * toasts, tabs, pull to refresh. Called when idle, or on first use. Rejects without a network.
 */
export const loadAnimated = () => loadAgain(() => import('./animated-parts.tsx'))

export type AnimatedParts = Awaited<ReturnType<typeof loadAnimated>>

/**
 * The animated file's parts once they are wanted and loaded, else null.
 * @param onFailure called if loading fails
 */
export function useAnimated(isWanted: boolean, onFailure?: () => void): AnimatedParts | null {
  const [parts, setParts] = useState<AnimatedParts | null>(null)
  const fail = useEffectEvent(() => onFailure?.())
  useEffect(() => {
    if (!isWanted || parts !== null) return undefined
    let isCurrent = true
    const load = () =>
      loadAnimated().then(
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
