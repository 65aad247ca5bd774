import { type QueryClient, queryOptions } from '@tanstack/react-query'
import { hasCode } from '#web/api/http/api-error.ts'
import { createShareLink } from '#web/api/queries/flow-actions.ts'

/** A link to share the flow, cached while a sheet is open. */
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

/** Preloads the link before a sheet opens. Rejects only without a network. */
export async function prepareShareLink(client: QueryClient, taskId: string): Promise<void> {
  try {
    await client.fetchQuery(shareLinkQuery(taskId))
  } catch (cause) {
    if (hasCode(cause, 'offline')) throw cause
  }
}
