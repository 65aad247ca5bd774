import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { isLive } from '#web/api/live/is-live.ts'
import { useStore } from '#web/components/use-store.ts'

/**
 * Reads the flow again when the proxy tells that it changed.
 * @param canChange whether there is anything to hear of
 * @param isReading whether it is being read
 */
export function useLiveFlow(taskId: string, canChange: boolean, isReading: boolean): void {
  const client = useQueryClient()
  // What the device kept is old: to be told so would only begin the first reading once more.
  const [readTask, setReadTask] = useState('')
  if (!isReading && readTask !== taskId) setReadTask(taskId)
  const isWanted = canChange && readTask === taskId
  // How often the page asks by itself depends on it.
  useStore(isLive)
  useEffect(() => {
    if (!isWanted) return undefined
    let stop: (() => void) | null = null
    let isOver = false
    // Not needed for the first screen. If it cannot be loaded, the page asks as often as before.
    import('./follow-flow.ts').then(
      ({ followFlow }) => {
        if (!isOver) stop = followFlow(client, taskId)
      },
      () => {},
    )
    return () => {
      isOver = true
      stop?.()
    }
  }, [client, taskId, isWanted])
}
