import { type QueryClient, queryOptions } from '@tanstack/react-query'
import { hasCode } from '#web/api/http/api-error.ts'
import { createShareLink } from '#web/api/queries/flow-actions.ts'

/** How long a link is offered, milliseconds; it is valid for seven days. */
const offeredMs = 24 * 60 * 60_000

/** A link to share the flow. */
export function shareLinkQuery(taskId: string) {
  return queryOptions({
    queryKey: ['share-link', taskId],
    queryFn: ({ client }) => createShareLink(client, taskId),
    staleTime: offeredMs,
    gcTime: 60_000,
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
  })
}

/** Preloads the link before a sheet opens. Rejects only without a network. */
export async function prepareShareLink(client: QueryClient, taskId: string): Promise<void> {
  try {
    await client.fetchQuery(shareLinkQuery(taskId))
  } catch (cause) {
    if (hasCode(cause, 'offline')) throw cause
  }
}
