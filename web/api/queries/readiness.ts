import { queryOptions } from '@tanstack/react-query'
import type { Readiness } from '#shared/readiness.ts'
import { withSession } from '#web/api/session/renew-session.ts'

/**
 * What has to be in order before a flow can be started and signed, `GET /api/readiness`. Each read asks
 * for the newest: the person may come back from mending what was missing.
 */
export const readinessQuery = queryOptions({
  queryKey: ['readiness'],
  queryFn: ({ client, signal }) =>
    withSession(client, (http) =>
      http.json<Readiness>('/api/readiness', { signal, isRefresh: true }),
    ),
})
