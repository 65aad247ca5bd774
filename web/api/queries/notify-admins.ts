import type { QueryClient } from '@tanstack/react-query'
import type { AdminTrouble, Nudged } from '#shared/schemas/nudge.ts'
import { call } from '#web/api/session/renew-session.ts'

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
