import { hashKey, useQueryClient } from '@tanstack/react-query'
import { useCallback, useEffect, useSyncExternalStore } from 'react'
import { countText, waitingFilter } from '#web/features/home/waiting-count.ts'

const queryKey = ['flows', waitingFilter]
const queryHash = hashKey(queryKey)

/**
 * How many contracts wait for the person: "3", "99+"; null for none or unknown.
 * @param isRequested whether to read the list, if no other part of the page does
 */
export function useWaitingCount(isRequested: boolean): string | null {
  const client = useQueryClient()
  useEffect(() => {
    if (!isRequested) return undefined
    let isOver = false
    let stop = () => {}
    // The list's module is loaded on demand; if that fails, for example offline, there is no count.
    import('#web/features/home/list/flow-list-query.ts').then(
      ({ keepFlowList }) => {
        if (!isOver) stop = keepFlowList(client, waitingFilter)
      },
      () => {},
    )
    return () => {
      isOver = true
      stop()
    }
  }, [client, isRequested])
  const listen = useCallback(
    (changed: () => void) =>
      client.getQueryCache().subscribe(({ type, query }) => {
        // Other events fire during rendering, when React allows no state update.
        if (type === 'updated' && query.queryHash === queryHash) changed()
      }),
    [client],
  )
  return useSyncExternalStore(
    listen,
    () => countText(client.getQueryData(queryKey)),
    () => null,
  )
}
