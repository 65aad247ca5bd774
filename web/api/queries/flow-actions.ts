import type { QueryClient } from '@tanstack/react-query'
import type { ShareLink } from '#shared/share-link.ts'
import type { UrgeAnswer } from '#shared/urge.ts'
import { withSession } from '#web/api/session/renew-session.ts'

function post<Answer>(
  client: QueryClient,
  taskId: string,
  action: 'urge' | 'share-link',
): Promise<Answer> {
  const path = `/api/flows/${encodeURIComponent(taskId)}/${action}`
  return withSession(client, (http) => http.json<Answer>(path, { method: 'POST' }))
}

/** Reminds those whom a flow waits for, `POST /api/flows/:taskId/urge`. Rejects with `ApiError`. */
export function urgeFlow(client: QueryClient, taskId: string): Promise<UrgeAnswer> {
  return post<UrgeAnswer>(client, taskId, 'urge')
}

/**
 * A link that lets others of the organisation see a flow, `POST /api/flows/:taskId/share-link`.
 * Rejects with `ApiError`.
 */
export function createShareLink(client: QueryClient, taskId: string): Promise<ShareLink> {
  return post<ShareLink>(client, taskId, 'share-link')
}
