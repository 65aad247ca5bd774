import type { QueryClient } from '@tanstack/react-query'
import type { StartFlowDraft } from '#shared/rules/start-flow-draft.ts'
import { startedFlowShape } from '#web/api/answers/start-shapes.ts'
import { call } from '#web/api/session/renew-session.ts'

/**
 * `POST /api/flows`. Rejects with `ApiError`.
 * @param idempotencyKey names the attempt, a UUID: sent again with the same request, it is answered
 * with the same flow
 */
export function startFlow(client: QueryClient, request: StartFlowDraft, idempotencyKey: string) {
  return call(client, '/api/flows', startedFlowShape, {
    method: 'POST',
    body: request,
    idempotencyKey,
  })
}
