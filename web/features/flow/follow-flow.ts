import type { QueryClient } from '@tanstack/react-query'
import type { ChangedEvent } from '#shared/rules/codes/live-event.ts'
import { apiOf } from '#web/api/api.ts'
import { readAgain } from '#web/api/live/read-again.ts'
import { flowQuery } from './flow-query.ts'

/** A reading more than this newer than the change was timed before a clock was set back. */
const maxAheadMs = 60_000

/**
 * Rereads the flow after a live event, unless the shown one is newer. Returns a function that stops
 * it.
 */
export function followFlow(client: QueryClient, taskId: string): () => void {
  const { queryKey } = flowQuery(taskId)
  const read = async ({ readAt }: ChangedEvent) => {
    // A page that becomes visible rereads anyway.
    if (document.visibilityState === 'hidden') return
    if (readAt !== undefined) {
      // A pending read may already include the change.
      const query = client.getQueryCache().find({ queryKey })
      await query?.promise?.catch(() => {})
      const shown = client.getQueryData(queryKey)?.fetchedAt
      const ahead = shown === undefined ? -1 : shown - readAt
      if (ahead >= 0 && ahead < maxAheadMs) return
    }
    await readAgain(client, { queryKey })
  }
  return apiOf(client).live.listen(taskId, (change) => void read(change))
}
