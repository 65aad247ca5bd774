import { type QueryClient, queryOptions } from '@tanstack/react-query'
import type { AccessAnswer, AccessRequestList } from '#shared/schemas/access-request.ts'
import { call } from '#web/api/session/renew-session.ts'
import { flowApiPath } from './flow.ts'

/**
 * Requests access to a flow, `POST /api/flows/:taskId/access-requests`. Rejects with `ApiError`.
 */
export function askForAccess(client: QueryClient, taskId: string) {
  const path = `${flowApiPath(taskId)}/access-requests`
  return call<AccessAnswer>(client, path, { method: 'POST' })
}

/** Access requests that the person has to decide: of one flow, or with null of all flows. */
export function accessRequestsQuery(taskId: string | null) {
  return queryOptions({
    queryKey: ['access-requests', taskId],
    queryFn: ({ client, signal }) =>
      call<AccessRequestList>(
        client,
        `/api/access-requests${taskId === null ? '' : `?taskId=${encodeURIComponent(taskId)}`}`,
        { signal },
      ),
    retry: false,
    // New ones arrive as live events.
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
  })
}

/** Grants or refuses access. Rejects with `ApiError`. */
export function decideRequest(
  client: QueryClient,
  id: string,
  decision: 'grant' | 'refuse',
): Promise<void> {
  return call(client, `/api/access-requests/${encodeURIComponent(id)}/${decision}`, {
    method: 'POST',
  })
}
