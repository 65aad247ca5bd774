import type { QueryClient } from '@tanstack/react-query'
import { apiOf } from '#web/api/api.ts'
import { forgetAll, cachedSessionQuery } from '#web/api/device-cache/device-cache.ts'
import { forgetRecentFlows } from '#web/api/device-cache/recent-flows.ts'
import { sessionQuery } from './session-query.ts'

/** Ends the session and deletes the device's cache. */
export async function signOut(client: QueryClient): Promise<void> {
  await apiOf(client).http.json('/api/session', null, { method: 'DELETE' })
  const session =
    client.getQueryData(sessionQuery.queryKey) ?? client.getQueryData(cachedSessionQuery.queryKey)
  if (session) forgetRecentFlows(session)
  await forgetAll(client)
}
