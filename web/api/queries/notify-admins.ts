import type { QueryClient } from '@tanstack/react-query'
import type { AdminTrouble } from '#shared/schemas/nudge.ts'
import { nudgedShape } from '#web/api/answers/flow-shapes.ts'
import { call } from '#web/api/session/renew-session.ts'

/**
 * Tells the organisation's admins what only they can mend, `POST /api/corp/notify-admins`. Rejects
 * with `ApiError`.
 */
export function notifyAdmins(client: QueryClient, trouble: AdminTrouble) {
  return call(client, '/api/corp/notify-admins', nudgedShape, {
    method: 'POST',
    body: { trouble },
  })
}
