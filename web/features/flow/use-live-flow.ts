import { useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { isLive } from '../../api/is-live.ts'
import { useStore } from '../../components/use-store.ts'
import { flowQuery } from './flow-query.ts'

/**
 * Reads the flow again when the proxy tells that it changed.
 * @param canChange whether there is anything to hear of
 */
export function useLiveFlow(taskId: string, canChange: boolean): void {
  const client = useQueryClient()
  // How often the page asks by itself depends on it.
  useStore(isLive)
  useEffect(() => {
    if (!canChange) return undefined
    let stop: (() => void) | null = null
    let isOver = false
    const read = () => {
      // Coming back to the page reads anyway.
      if (document.visibilityState === 'hidden') return
      void client.invalidateQueries({ queryKey: flowQuery(taskId).queryKey })
    }
    // Not needed for the first screen. If it cannot be loaded, the page asks as often as before.
    import('../../api/live.ts').then(
      ({ listenToChanges }) => {
        if (!isOver) stop = listenToChanges(taskId, read)
      },
      () => {},
    )
    return () => {
      isOver = true
      stop?.()
    }
  }, [client, taskId, canChange])
}
