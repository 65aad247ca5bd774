import type { QueryClient } from '@tanstack/react-query'
import { apiOf } from '#web/api/api.ts'
import { forgetAll, cachedSessionQuery } from '#web/api/device-cache/device-cache.ts'
import { forgetConditions } from '#web/api/device-cache/kept-conditions.ts'
import { forgetRecentFlows } from '#web/api/device-cache/recent-flows.ts'
import { forgetDraft } from '#web/api/device-cache/saved-draft.ts'
import { notifyOtherWindows } from './other-windows.ts'
import { endPersonValues } from './person-values.ts'
import { sessionQuery } from './session-query.ts'

/** Ends the session and deletes the person's data on this device. Rejects with `ApiError`. */
export async function signOut(client: QueryClient): Promise<void> {
  const { http, isSignedOut } = apiOf(client)
  // Before the call, because the proxy would refuse requests that arrive after it.
  isSignedOut.set(true)
  notifyOtherWindows('begun')
  await client.cancelQueries()
  try {
    await http.json('/api/session', { method: 'DELETE' })
  } catch (cause) {
    isSignedOut.set(false)
    notifyOtherWindows('failed')
    void client.invalidateQueries()
    throw cause
  }
  notifyOtherWindows('done')
  const session =
    client.getQueryData(sessionQuery.queryKey) ?? client.getQueryData(cachedSessionQuery.queryKey)
  forgetRecentFlows()
  forgetConditions()
  if (session) forgetDraft(session)
  endPersonValues(client)
  client.removeQueries({ type: 'inactive' })
  await forgetAll(client)
}
