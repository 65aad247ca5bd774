import type { QueryClient } from '@tanstack/react-query'
import {
  flowDocumentsShape,
  flowDraftShape,
  nudgedShape,
  reminderAnswerShape,
  shareLinkShape,
  signLinkShape,
} from '#web/api/answers/flow-shapes.ts'
import { call } from '#web/api/session/renew-session.ts'
import { flowApiPath } from './flow.ts'

/**
 * Reminds the people that a flow waits for, `POST /api/flows/:taskId/urge`. Rejects with
 * `ApiError`.
 * @param note one line for them; may be empty
 */
export function remindFlow(client: QueryClient, taskId: string, note: string) {
  const options = { method: 'POST' as const, body: note === '' ? {} : { note } }
  return call(client, `${flowApiPath(taskId)}/urge`, reminderAnswerShape, options)
}

/**
 * A link that lets others in the organisation see a flow, `POST /api/flows/:taskId/share-link`.
 * Rejects with `ApiError`.
 */
export function createShareLink(client: QueryClient, taskId: string) {
  return call(client, `${flowApiPath(taskId)}/share-link`, shareLinkShape, { method: 'POST' })
}

/** `GET /api/flows/:taskId/documents`. Do not cache it: the URLs in it expire. */
export function readFlowDocuments(client: QueryClient, taskId: string) {
  return call(client, `${flowApiPath(taskId)}/documents`, flowDocumentsShape)
}

/**
 * The flow as a draft of the start form, `GET /api/flows/:taskId/draft`. Rejects with `ApiError`. Do
 * not cache it: it has accounts.
 */
export function readFlowDraft(client: QueryClient, taskId: string) {
  return call(client, `${flowApiPath(taskId)}/draft`, flowDraftShape)
}

/**
 * Asks the initiator to follow the flow up, `POST /api/flows/:taskId/nudge-initiator`. Rejects with
 * `ApiError`.
 */
export function nudgeInitiator(client: QueryClient, taskId: string) {
  return call(client, `${flowApiPath(taskId)}/nudge-initiator`, nudgedShape, { method: 'POST' })
}

/**
 * The URL where an outside signer signs, `POST /api/flows/:taskId/sign-link`. Rejects with
 * `ApiError`.
 * @param signer index in the people of the flow's record
 */
export function readSignLink(client: QueryClient, taskId: string, signer: number) {
  const options = { method: 'POST' as const, body: { signer } }
  return call(client, `${flowApiPath(taskId)}/sign-link`, signLinkShape, options)
}
