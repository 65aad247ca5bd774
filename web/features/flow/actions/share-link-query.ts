import { type QueryClient, queryOptions } from '@tanstack/react-query'
import { ApiError } from '#web/api/http/api-error.ts'
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
    if (cause instanceof ApiError && cause.code === 'offline') throw cause
  }
}
