import { atom } from 'nanostores'
import { useSyncExternalStore } from 'react'
import { ApiError } from './api-error.ts'

/** When the client last told that the network is gone, epoch milliseconds; 0 before. */
export const offlineAt = atom(0)

/**
 * Why something that is shown may be old: it could not be read again, or the network has gone since.
 * @param readAt when it was read, epoch milliseconds
 */
export function useTrouble(error: Error | null, readAt: number): Error | null {
  const goneAt = useSyncExternalStore(
    (changed) => offlineAt.listen(changed),
    () => offlineAt.get(),
    // The proxy drew the page while there was a network.
    () => 0,
  )
  const isOld = readAt <= goneAt
  return error ?? (isOld ? new ApiError('offline', '') : null)
}
