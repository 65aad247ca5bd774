import type { QueryClient } from '@tanstack/react-query'
import { apiOf } from '#web/api/api.ts'
import { forgetAll, cachedSessionQuery } from '#web/api/device-cache/device-cache.ts'
import { forgetRecentFlows } from '#web/api/device-cache/recent-flows.ts'
import { sessionQuery } from './session-query.ts'

/** Ends the session and deletes the device's cache. Rejects with `ApiError`. */
export async function signOut(client: QueryClient): Promise<void> {
  const { http, isSignedOut } = apiOf(client)
  // Before the call: a request that the proxy gets after it would be refused.
  isSignedOut.set(true)
  await client.cancelQueries()
  try {
    await http.json('/api/session', null, { method: 'DELETE' })
  } catch (cause) {
    isSignedOut.set(false)
    void client.invalidateQueries()
    throw cause
  }
  const session =
    client.getQueryData(sessionQuery.queryKey) ?? client.getQueryData(cachedSessionQuery.queryKey)
  if (session) forgetRecentFlows(session)
  await forgetAll(client)
}
