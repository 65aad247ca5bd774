import { queryOptions } from '@tanstack/react-query'
import type { SubscriptionHelp } from '#shared/schemas/corp.ts'
import type { Session } from '#shared/schemas/session.ts'
import { call } from '#web/api/session/renew-session.ts'

/**
 * Whom to contact, or where to renew, after the subscription has ended, `GET /api/subscription`.
 */
export const subscriptionHelpQuery = queryOptions({
  queryKey: ['subscription'],
  queryFn: ({ client, signal }) => call<SubscriptionHelp>(client, '/api/subscription', { signal }),
})

/** The organisation's name, for which signing in does not wait; null if unknown. */
export const corpNameQuery = queryOptions({
  queryKey: ['corp-name'],
  queryFn: async ({ client, signal }) =>
    (await call<Session>(client, '/api/session', { signal })).corpName,
})
