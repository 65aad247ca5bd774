import { queryOptions } from '@tanstack/react-query'
import { sessionShape } from '#web/api/answers/first-shapes.ts'
import { call } from '#web/api/session/renew-session.ts'

/** The organisation's name, for which signing in does not wait; null if unknown. */
export const corpNameQuery = queryOptions({
  queryKey: ['corp-name'],
  queryFn: async ({ client, signal }) =>
    (await call(client, '/api/session', sessionShape, { signal })).corpName,
})
