import { type QueryClient, queryOptions } from '@tanstack/react-query'
import { isUnreached } from '#web/api/http/api-error.ts'
import { createShareLink } from '#web/api/queries/flow-actions.ts'

/** A link to the flow for others; one for as long as somebody is about to send it. */
export function shareLinkQuery(taskId: string) {
  return queryOptions({
    queryKey: ['share-link', taskId],
    queryFn: ({ client }) => createShareLink(client, taskId),
    staleTime: Infinity,
    gcTime: 60_000,
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
  })
}

/** Asks for the link before a sheet opens that needs it. Rejects without a network alone. */
export async function prepareShareLink(client: QueryClient, taskId: string): Promise<void> {
  try {
    await client.fetchQuery(shareLinkQuery(taskId))
  } catch (cause) {
    if (isUnreached(cause)) throw cause
  }
}
