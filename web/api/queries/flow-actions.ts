import type { QueryClient } from '@tanstack/react-query'
import type { StartFlowDraft } from '#shared/rules/start-flow/start-flow-draft.ts'
import type { FlowDraft } from '#shared/schemas/flow/flow-draft.ts'
import type { FlowDocuments } from '#shared/schemas/flow/flow-document.ts'
import type { ReminderAnswer } from '#shared/schemas/flow/remind/reminder.ts'
import type { ShareLink } from '#shared/schemas/flow/share-link.ts'
import type { SignLink } from '#shared/schemas/flow/sign-link.ts'
import type { StartedFlow } from '#shared/schemas/flow/start-flow-request.ts'
import type { Nudged } from '#shared/schemas/nudge.ts'
import { call } from '#web/api/session/renew-session.ts'
import { flowApiPath } from './flow.ts'

/**
 * Reminds the people that a flow waits for, `POST /api/flows/:taskId/urge`. Rejects with
 * `ApiError`.
 * @param note one line for them; may be empty
 */
export function remindFlow(client: QueryClient, taskId: string, note: string) {
  const options = { method: 'POST' as const, body: note === '' ? {} : { note } }
  return call<ReminderAnswer>(client, `${flowApiPath(taskId)}/urge`, options)
}

/**
 * A link that lets others in the organisation see a flow, `POST /api/flows/:taskId/share-link`.
 * Rejects with `ApiError`.
 */
export function createShareLink(client: QueryClient, taskId: string) {
  return call<ShareLink>(client, `${flowApiPath(taskId)}/share-link`, { method: 'POST' })
}

/** `GET /api/flows/:taskId/documents`. Do not cache it: the URLs in it expire. */
export function readFlowDocuments(client: QueryClient, taskId: string) {
  return call<FlowDocuments>(client, `${flowApiPath(taskId)}/documents`)
}

/**
 * The flow as a draft of the start form, `GET /api/flows/:taskId/draft`. Rejects with `ApiError`. Do
 * not cache it: it has accounts.
 */
export function readFlowDraft(client: QueryClient, taskId: string) {
  return call<FlowDraft>(client, `${flowApiPath(taskId)}/draft`)
}

/**
 * Asks the initiator to follow the flow up, `POST /api/flows/:taskId/nudge-initiator`. Rejects with
 * `ApiError`.
 */
export function nudgeInitiator(client: QueryClient, taskId: string) {
  return call<Nudged>(client, `${flowApiPath(taskId)}/nudge-initiator`, { method: 'POST' })
}

/**
 * The URL where an outside signer signs, `POST /api/flows/:taskId/sign-link`. Rejects with
 * `ApiError`.
 * @param signer index in the people of the flow's record
 */
export function readSignLink(client: QueryClient, taskId: string, signer: number) {
  const options = { method: 'POST' as const, body: { signer } }
  return call<SignLink>(client, `${flowApiPath(taskId)}/sign-link`, options)
}

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
