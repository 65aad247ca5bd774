import { type QueryClient, queryOptions } from '@tanstack/react-query'
import type { Colleagues } from '#shared/schemas/colleagues.ts'
import type { Preferences, PreferencesChange } from '#shared/schemas/news.ts'
import type { Me } from '#shared/schemas/real-name.ts'
import { call } from '#web/api/session/renew-session.ts'

/** The person's account in e签宝, `GET /api/me`. */
export const meQuery = queryOptions({
  queryKey: ['me'],
  queryFn: ({ client, signal }) => call<Me>(client, '/api/me', { signal }),
})

/** Colleagues in the person's own contracts, `GET /api/me/colleagues`. */
export const colleaguesQuery = queryOptions({
  queryKey: ['colleagues'],
  queryFn: ({ client, signal }) => call<Colleagues>(client, '/api/me/colleagues', { signal }),
})

/** Which notifications the person wants, `GET /api/me/preferences`. */
export const preferencesQuery = queryOptions({
  queryKey: ['preferences'],
  queryFn: ({ client, signal }) => call<Preferences>(client, '/api/me/preferences', { signal }),
})

/** `PUT /api/me/preferences`. Rejects with `ApiError`. */
export function changePreferences(client: QueryClient, change: PreferencesChange) {
  return call<Preferences>(client, '/api/me/preferences', { method: 'PUT', body: change })
}
