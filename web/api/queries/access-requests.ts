import { type QueryClient, queryOptions } from '@tanstack/react-query'
import { accessAnswerShape, accessRequestListShape } from '#web/api/answers/flow-shapes.ts'
import { call } from '#web/api/session/renew-session.ts'
import { flowApiPath } from './flow.ts'

/** Asks to see a flow, `POST /api/flows/:taskId/access-requests`. Rejects with `ApiError`. */
export function askForAccess(client: QueryClient, taskId: string) {
  const path = `${flowApiPath(taskId)}/access-requests`
  return call(client, path, accessAnswerShape, { method: 'POST' })
}

/** Requests that wait for the viewer's decision: of one flow, or with null of all that are theirs. */
export function accessRequestsQuery(taskId: string | null) {
  return queryOptions({
    queryKey: ['access-requests', taskId],
    queryFn: ({ client, signal }) =>
      call(
        client,
        `/api/access-requests${taskId === null ? '' : `?taskId=${encodeURIComponent(taskId)}`}`,
        accessRequestListShape,
        { signal },
      ),
    retry: false,
    // New ones come as live events.
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
  })
}

/** Lets somebody in, or refuses it. Rejects with `ApiError`. */
export function decideRequest(
  client: QueryClient,
  id: string,
  decision: 'grant' | 'refuse',
): Promise<void> {
  return call(client, `/api/access-requests/${encodeURIComponent(id)}/${decision}`, null, {
    method: 'POST',
  })
}
