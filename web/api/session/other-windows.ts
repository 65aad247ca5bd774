import type { QueryClient } from '@tanstack/react-query'
import { apiOf } from '#web/api/api.ts'
import { writeStored } from '#web/api/device-cache/stored.ts'
import { ApiError } from '#web/api/http/api-error.ts'
import { sessionQuery } from './session-query.ts'

// Windows of one browser share the session: DingTalk on PC shows a contract beside the workbench.

const storageKey = 'signing-out'

/** How far signing out is; while it is under way, no window may sign in again. */
type SigningOut = 'begun' | 'done' | 'failed'

/** Tells the other windows of this browser. */
export function tellOtherWindows(stage: SigningOut): void {
  // Only a change is told of. Without storage they find out with their next call, and sign in again.
  writeStored(storageKey, `${stage} ${Date.now()}`)
}

/** Signs this window out with the others. */
export function followOtherWindows(client: QueryClient): void {
  const { isSignedOut } = apiOf(client)
  window.addEventListener('storage', ({ key, newValue }) => {
    if (key !== storageKey || newValue === null) return
    isSignedOut.set(!newValue.startsWith('failed'))
    if (newValue.startsWith('failed')) void client.invalidateQueries()
    if (newValue.startsWith('done')) void endSession(client)
  })
}

/** Has the session gate take the page away, until the person signs in again. */
async function endSession(client: QueryClient): Promise<void> {
  await client.cancelQueries()
  const error = new ApiError('session-required', 'signed out in another window')
  const { queryKey } = sessionQuery
  client.getQueryCache().find({ queryKey })?.setState({ data: undefined, error, status: 'error' })
  // The person's draft is among them.
  client.removeQueries({ predicate: ({ queryKey: [name] }) => name !== queryKey[0] })
}
