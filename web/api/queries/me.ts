import { queryOptions } from '@tanstack/react-query'
import { meShape } from '#web/api/answers/flow-shapes.ts'
import { call } from '#web/api/session/renew-session.ts'

/** The person's account in e签宝, `GET /api/me`. */
export const meQuery = queryOptions({
  queryKey: ['me'],
  queryFn: ({ client, signal }) => call(client, '/api/me', meShape, { signal }),
})
