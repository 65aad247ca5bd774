import { queryOptions } from '@tanstack/react-query'
import { createShareLink } from '#web/api/queries/flow-actions.ts'

/** A link to the flow for others; one for as long as somebody is about to send it. */
export function shareLinkQuery(taskId: string) {
  return queryOptions({
    queryKey: ['share-link', taskId],
    queryFn: () => createShareLink(taskId),
    staleTime: Infinity,
    gcTime: 60_000,
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
  })
}
