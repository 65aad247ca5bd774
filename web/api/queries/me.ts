import { queryOptions } from '@tanstack/react-query'
import type { Me } from '#shared/real-name.ts'
import { withSession } from '#web/api/session/renew-session.ts'

/** Who the asker is to e签宝, `GET /api/me`. */
export const meQuery = queryOptions({
  queryKey: ['me'],
  queryFn: ({ client, signal }) =>
    withSession(client, (http) => http.json<Me>('/api/me', { signal })),
})
