import type { QueryClient } from '@tanstack/react-query'
import {
  flowDocumentsShape,
  reminderAnswerShape,
  shareLinkShape,
  signLinkShape,
} from '#web/api/answers/flow-shapes.ts'
import { call } from '#web/api/session/renew-session.ts'
import { flowApiPath } from './flow.ts'

/** Reminds those whom a flow waits for, `POST /api/flows/:taskId/urge`. Rejects with `ApiError`. */
export function reminderFlow(client: QueryClient, taskId: string) {
  return call(client, `${flowApiPath(taskId)}/urge`, reminderAnswerShape, { method: 'POST' })
}

/**
 * A link that lets others of the organisation see a flow, `POST /api/flows/:taskId/share-link`.
 * Rejects with `ApiError`.
 */
export function createShareLink(client: QueryClient, taskId: string) {
  return call(client, `${flowApiPath(taskId)}/share-link`, shareLinkShape, { method: 'POST' })
}

/** `GET /api/flows/:taskId/documents`; the addresses in it are not to be kept. */
export function readFlowDocuments(client: QueryClient, taskId: string) {
  return call(client, `${flowApiPath(taskId)}/documents`, flowDocumentsShape)
}

/**
 * Where an outside signer signs, `POST /api/flows/:taskId/sign-link`. Rejects with `ApiError`.
 * @param signer the place in the people of the flow's record
 */
export function readSignLink(client: QueryClient, taskId: string, signer: number) {
  const options = { method: 'POST' as const, body: { signer } }
  return call(client, `${flowApiPath(taskId)}/sign-link`, signLinkShape, options)
}
