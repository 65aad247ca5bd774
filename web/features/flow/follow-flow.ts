import type { QueryClient } from '@tanstack/react-query'
import type { ChangedEvent } from '#shared/rules/codes/live-event.ts'
import { apiOf } from '#web/api/api.ts'
import { flowQuery } from './flow-query.ts'

/**
 * Reads the flow again when the proxy tells of something that what is shown of it does not show yet.
 * Returns how to stop.
 */
export function followFlow(client: QueryClient, taskId: string): () => void {
  const { queryKey } = flowQuery(taskId)
  const read = async ({ readAt }: ChangedEvent) => {
    // Coming back to the page reads anyway.
    if (document.visibilityState === 'hidden') return
    if (readAt !== undefined) {
      // What is under way may show it.
      const query = client.getQueryCache().find({ queryKey })
      await query?.promise?.catch(() => {})
      const shown = client.getQueryData(queryKey)?.fetchedAt
      if (shown !== undefined && shown >= readAt) return
    }
    await client.invalidateQueries({ queryKey })
  }
  return apiOf(client).live.listen(taskId, (change) => void read(change))
}
