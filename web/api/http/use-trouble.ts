import { useQueryClient } from '@tanstack/react-query'
import { useSyncExternalStore } from 'react'
import { apiOf } from '#web/api/api.ts'
import { ApiError } from './api-error.ts'

/**
 * Why the shown data may be stale: a reread failed, or the network has gone since.
 * @param readAt when it was read, in epoch milliseconds
 */
export function useTrouble(error: Error | null, readAt: number): Error | null {
  const client = useQueryClient()
  const goneAt = useSyncExternalStore(
    (changed) => apiOf(client).offlineAt.listen(changed),
    () => apiOf(client).offlineAt.get(),
    // The page was drawn by the proxy while there was a network.
    () => 0,
  )
  const isOld = readAt <= goneAt
  return error ?? (isOld ? new ApiError('offline', '') : null)
}
