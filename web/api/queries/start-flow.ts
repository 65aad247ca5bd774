import type { QueryClient } from '@tanstack/react-query'
import type { StartFlowDraft } from '#shared/rules/start-flow-draft.ts'
import type { StartedFlow } from '#shared/schemas/start-flow-request.ts'
import { call } from '#web/api/session/renew-session.ts'

/**
 * `POST /api/flows`. Rejects with `ApiError`.
 * @param idempotencyKey a UUID for the attempt; sending the same request with it again returns the
 * same flow
 */
export function startFlow(client: QueryClient, request: StartFlowDraft, idempotencyKey: string) {
  return call<StartedFlow>(client, '/api/flows', {
    method: 'POST',
    body: request,
    idempotencyKey,
  })
}
