import type { StartFlowDraft } from '#shared/start-flow-draft.ts'
import type { StartedFlow } from '#shared/start-flow-request.ts'
import { withSession } from '#web/api/session/renew-session.ts'
import { requestJson } from '#web/api/http/request.ts'

/**
 * `POST /api/flows`. Rejects with `ApiError`.
 * @param idempotencyKey names the attempt, a UUID: sent again with the same request, it is answered
 * with the same flow
 */
export function startFlow(request: StartFlowDraft, idempotencyKey: string): Promise<StartedFlow> {
  return withSession(() =>
    requestJson<StartedFlow>('/api/flows', { method: 'POST', body: request, idempotencyKey }),
  )
}
