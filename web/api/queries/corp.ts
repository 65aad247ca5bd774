import { queryOptions, type QueryClient } from '@tanstack/react-query'
import type { SubscriptionHelp } from '#shared/schemas/corp/corp.ts'
import type { AdminTrouble, Nudged } from '#shared/schemas/nudge.ts'
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

/**
 * Tells the organisation's admins what only they can mend, `POST /api/corp/notify-admins`. Rejects
 * with `ApiError`.
 */
export function notifyAdmins(client: QueryClient, trouble: AdminTrouble) {
  return call<Nudged>(client, '/api/corp/notify-admins', {
    method: 'POST',
    body: { trouble },
  })
}
