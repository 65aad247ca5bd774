import type { ShareLink } from '#shared/share-link.ts'
import type { UrgeAnswer } from '#shared/urge.ts'
import { withSession } from '#web/api/session/renew-session.ts'
import { requestJson } from '#web/api/http/request.ts'

function post<Answer>(taskId: string, action: 'urge' | 'share-link'): Promise<Answer> {
  const path = `/api/flows/${encodeURIComponent(taskId)}/${action}`
  return withSession(() => requestJson<Answer>(path, { method: 'POST' }))
}

/** Reminds those whom a flow waits for, `POST /api/flows/:taskId/urge`. Rejects with `ApiError`. */
export function urgeFlow(taskId: string): Promise<UrgeAnswer> {
  return post<UrgeAnswer>(taskId, 'urge')
}

/**
 * A link that lets others of the organisation see a flow, `POST /api/flows/:taskId/share-link`.
 * Rejects with `ApiError`.
 */
export function createShareLink(taskId: string): Promise<ShareLink> {
  return post<ShareLink>(taskId, 'share-link')
}
