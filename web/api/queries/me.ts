import { queryOptions } from '@tanstack/react-query'
import type { Me } from '#shared/schemas/real-name.ts'
import { call } from '#web/api/session/renew-session.ts'

/** Who the asker is to e签宝, `GET /api/me`. */
export const meQuery = queryOptions({
  queryKey: ['me'],
  queryFn: ({ client, signal }) => call<Me>(client, '/api/me', { signal }),
})
