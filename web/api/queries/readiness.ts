import { queryOptions } from '@tanstack/react-query'
import type { Readiness } from '#shared/schemas/readiness.ts'
import { call } from '#web/api/session/renew-session.ts'

/**
 * The preconditions for starting and signing a flow, `GET /api/readiness`. Every read bypasses the
 * proxy's cache, because the person may have just fixed what was missing.
 */
export const readinessQuery = queryOptions({
  queryKey: ['readiness'],
  queryFn: ({ client, signal }) =>
    call<Readiness>(client, '/api/readiness', { signal, isRefresh: true }),
})
