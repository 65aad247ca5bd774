import { type QueryClient, queryOptions } from '@tanstack/react-query'
import type { Assistants, MadeAssistant } from '#shared/schemas/assistant/assistants.ts'
import type { ReminderAnswer } from '#shared/schemas/flow/remind/reminder.ts'
import type { Proposal } from '#shared/schemas/assistant/proposal.ts'
import { hasCode } from '#web/api/http/api-error.ts'
import { call } from '#web/api/session/renew-session.ts'

/** The person's AI assistants, `GET /api/me/assistants`. */
export const assistantsQuery = queryOptions({
  queryKey: ['assistants'],
  queryFn: ({ client, signal }) => call<Assistants>(client, '/api/me/assistants', { signal }),
})

/** `POST /api/me/assistants`. Do not cache the answer: it has a secret. */
export function makeAssistant(client: QueryClient, body: { name: string; mayRemind: boolean }) {
  return call<MadeAssistant>(client, '/api/me/assistants', { method: 'POST', body })
}

/** `DELETE /api/me/assistants/:id`; also fine if it was withdrawn before. Rejects with `ApiError`. */
export async function withdrawAssistant(client: QueryClient, id: string): Promise<void> {
  const path = `/api/me/assistants/${encodeURIComponent(id)}`
  try {
    await call(client, path, { method: 'DELETE' })
  } catch (error) {
    if (!hasCode(error, 'not-found')) throw error
  }
}

const proposalPath = (id: string) => `/api/proposals/${encodeURIComponent(id)}`

/** What an assistant proposed, `GET /api/proposals/:id`. */
export const proposalQuery = (id: string) =>
  queryOptions({
    queryKey: ['proposal', id],
    queryFn: ({ client, signal }) => call<Proposal>(client, proposalPath(id), { signal }),
  })

/** `POST /api/proposals/:id/confirm`. Rejects with `ApiError`. */
export function confirmProposal(client: QueryClient, id: string) {
  return call<ReminderAnswer>(client, `${proposalPath(id)}/confirm`, { method: 'POST' })
}

/** `POST /api/proposals/:id/refuse`. Rejects with `ApiError`. */
export function refuseProposal(client: QueryClient, id: string) {
  return call(client, `${proposalPath(id)}/refuse`, { method: 'POST' })
}
