import { queryOptions } from '@tanstack/react-query'
import type { Me } from '#shared/real-name.ts'
import { withSession } from '#web/api/session/renew-session.ts'
import { requestJson } from '#web/api/http/request.ts'

/** Who the asker is to e签宝, `GET /api/me`. */
export const meQuery = queryOptions({
  queryKey: ['me'],
  queryFn: ({ signal }) => withSession(() => requestJson<Me>('/api/me', { signal })),
})
