import { queryOptions } from '@tanstack/react-query'
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
