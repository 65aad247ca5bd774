import { atom } from 'nanostores'
import { useStore } from '#web/components/use-store.ts'
import { ApiError } from './api-error.ts'

/** When the client last told that the network is gone, epoch milliseconds; 0 before. */
export const offlineAt = atom(0)

/**
 * Why something that is shown may be old: it could not be read again, or the network has gone since.
 * @param readAt when it was read, epoch milliseconds
 */
export function useTrouble(error: Error | null, readAt: number): Error | null {
  const isOld = readAt <= useStore(offlineAt)
  return error ?? (isOld ? new ApiError('offline', '') : null)
}
