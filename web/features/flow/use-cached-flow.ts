import { useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { cachedView } from '#web/api/device-cache/device-cache.ts'
import { flowQuery } from './flow-query.ts'

/** Shows the flow from the device cache until it has been read. */
export function useCachedFlow(taskId: string): void {
  const client = useQueryClient()
  useEffect(() => {
    let isWanted = true
    const show = async () => {
      const { queryKey } = flowQuery(taskId)
      if (client.getQueryData(queryKey) !== undefined) return
      const cached = await cachedView(client, taskId)
      const state = client.getQueryState(queryKey)
      if (!isWanted || cached === null || state?.data !== undefined) return
      client.setQueryData(queryKey, cached.view, { updatedAt: cached.at })
      // Setting data clears the error. Refetching brings it back, so that the page says that it is
      // outdated.
      if (state?.status === 'error') await client.refetchQueries({ queryKey })
    }
    void show()
    return () => {
      isWanted = false
    }
  }, [client, taskId])
}
