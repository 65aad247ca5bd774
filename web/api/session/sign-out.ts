import type { QueryClient } from '@tanstack/react-query'
import { apiOf } from '#web/api/api.ts'
import { forgetAll, cachedSessionQuery } from '#web/api/device-cache/device-cache.ts'
import { forgetRecentFlows } from '#web/api/device-cache/recent-flows.ts'
import { forgetDraft } from '#web/api/device-cache/saved-draft.ts'
import { tellOtherWindows } from './other-windows.ts'
import { sessionQuery } from './session-query.ts'

/** Ends the session, and deletes what the device keeps for the person. Rejects with `ApiError`. */
export async function signOut(client: QueryClient): Promise<void> {
  const { http, isSignedOut } = apiOf(client)
  // Before the call: a request that the proxy gets after it would be refused.
  isSignedOut.set(true)
  tellOtherWindows('begun')
  await client.cancelQueries()
  try {
    await http.json('/api/session', null, { method: 'DELETE' })
  } catch (cause) {
    isSignedOut.set(false)
    tellOtherWindows('failed')
    void client.invalidateQueries()
    throw cause
  }
  tellOtherWindows('done')
  const session =
    client.getQueryData(sessionQuery.queryKey) ?? client.getQueryData(cachedSessionQuery.queryKey)
  if (session) {
    forgetRecentFlows(session)
    forgetDraft(session)
  }
  // The draft is in memory too.
  client.removeQueries({ type: 'inactive' })
  await forgetAll(client)
}
