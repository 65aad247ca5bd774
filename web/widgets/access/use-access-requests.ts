import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { apiOf } from '#web/api/api.ts'
import { accessRequestsQuery } from '#web/api/queries/access-requests.ts'

/**
 * The access requests that the person decides, kept up to date.
 * @param taskId null for those of all flows
 */
export function useAccessRequests(taskId: string | null) {
  const client = useQueryClient()
  useEffect(() => {
    const readAgain = () =>
      void client.refetchQueries({ queryKey: ['access-requests'], type: 'active' })
    return apiOf(client).live.listen(taskId, readAgain, 'requests')
  }, [client, taskId])
  return useQuery(accessRequestsQuery(taskId))
}
