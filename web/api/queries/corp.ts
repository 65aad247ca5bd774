import { queryOptions } from '@tanstack/react-query'
import { sessionShape } from '#web/api/answers/first-shapes.ts'
import { subscriptionHelpShape } from '#web/api/answers/flow-shapes.ts'
import { call } from '#web/api/session/renew-session.ts'

/**
 * Whom to contact, or where to renew, after the subscription has ended, `GET /api/subscription`.
 */
export const subscriptionHelpQuery = queryOptions({
  queryKey: ['subscription'],
  queryFn: ({ client, signal }) =>
    call(client, '/api/subscription', subscriptionHelpShape, { signal }),
})

/** The organisation's name, for which signing in does not wait; null if unknown. */
export const corpNameQuery = queryOptions({
  queryKey: ['corp-name'],
  queryFn: async ({ client, signal }) =>
    (await call(client, '/api/session', sessionShape, { signal })).corpName,
})
