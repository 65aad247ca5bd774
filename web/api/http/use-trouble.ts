import { atom } from 'nanostores'
import { useSyncExternalStore } from 'react'
import { ApiError } from './api-error.ts'

/** When the client last reported that the network is gone, in epoch milliseconds; 0 if never. */
export const offlineAt = atom(0)

/**
 * Why the shown data may be stale: a reread failed, or the network has gone since.
 * @param readAt when it was read, in epoch milliseconds
 */
export function useTrouble(error: Error | null, readAt: number): Error | null {
  const goneAt = useSyncExternalStore(
    (changed) => offlineAt.listen(changed),
    () => offlineAt.get(),
    // The page was drawn by the proxy while there was a network.
    () => 0,
  )
  const isOld = readAt <= goneAt
  return error ?? (isOld ? new ApiError('offline', '') : null)
}
