import { type QueryClient, queryOptions } from '@tanstack/react-query'
import type { PreferencesChange } from '#shared/schemas/news.ts'
import { meShape, preferencesShape } from '#web/api/answers/flow-shapes.ts'
import { call } from '#web/api/session/renew-session.ts'

/** The person's account in e签宝, `GET /api/me`. */
export const meQuery = queryOptions({
  queryKey: ['me'],
  queryFn: ({ client, signal }) => call(client, '/api/me', meShape, { signal }),
})

/** Which notifications the person wants, `GET /api/me/preferences`. */
export const preferencesQuery = queryOptions({
  queryKey: ['preferences'],
  queryFn: ({ client, signal }) =>
    call(client, '/api/me/preferences', preferencesShape, { signal }),
})

/** `PUT /api/me/preferences`. Rejects with `ApiError`. */
export function changePreferences(client: QueryClient, change: PreferencesChange) {
  return call(client, '/api/me/preferences', preferencesShape, { method: 'PUT', body: change })
}
