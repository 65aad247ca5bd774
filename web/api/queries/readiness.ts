import { queryOptions } from '@tanstack/react-query'
import { readinessShape } from '#web/api/answers/start-shapes.ts'
import { call } from '#web/api/session/renew-session.ts'

/**
 * What has to be in order before a flow can be started and signed, `GET /api/readiness`. Each read asks
 * for the newest: the person may come back from mending what was missing.
 */
export const readinessQuery = queryOptions({
  queryKey: ['readiness'],
  queryFn: ({ client, signal }) =>
    call(client, '/api/readiness', readinessShape, { signal, isRefresh: true }),
})
