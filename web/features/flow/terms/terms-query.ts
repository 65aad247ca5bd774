import { type QueryClient, queryOptions } from '@tanstack/react-query'
import type { Terms, TermsAnswer } from '#shared/schemas/flow/terms.ts'
import { call } from '#web/api/session/renew-session.ts'
import { flowApiPath } from '#web/api/queries/flow.ts'

/** The terms of a completed contract, `GET /api/flows/:taskId/terms`. */
export function termsQuery(taskId: string) {
  return queryOptions({
    queryKey: ['terms', taskId],
    queryFn: ({ client, signal }) =>
      call<TermsAnswer>(client, `${flowApiPath(taskId)}/terms`, { signal }),
  })
}

/** Replaces the terms that were read, `PUT /api/flows/:taskId/terms`. Rejects with `ApiError`. */
export function saveTerms(
  client: QueryClient,
  taskId: string,
  body: Terms & { version: string | null },
) {
  const options = { method: 'PUT' as const, body }
  return call<TermsAnswer>(client, `${flowApiPath(taskId)}/terms`, options)
}

/** `DELETE /api/flows/:taskId/terms`. Rejects with `ApiError`. */
export async function removeTerms(client: QueryClient, taskId: string): Promise<void> {
  await call(client, `${flowApiPath(taskId)}/terms`, { method: 'DELETE' })
}
