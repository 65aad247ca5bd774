import type { QueryClient } from '@tanstack/react-query'
import { apiOf } from '#web/api/api.ts'
import { readStored, writeStored } from '#web/api/device-cache/stored.ts'
import { ApiError } from '#web/api/http/api-error.ts'
import { timeLimit } from '#web/api/http/http.ts'
import { sessionQuery } from './session-query.ts'

// Windows of one browser share the session: DingTalk on PC shows a contract beside the workbench.

const storageKey = 'signing-out'

/** A window that has not told how signing out ended by then was closed (milliseconds). */
const longestSigningOut = timeLimit + 5000

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
  const goOn = () => {
    isSignedOut.set(false)
    void client.invalidateQueries()
  }
  window.addEventListener('storage', ({ key, newValue }) => {
    if (key !== storageKey || newValue === null) return
    if (newValue.startsWith('failed')) return goOn()
    isSignedOut.set(true)
    if (newValue.startsWith('done')) return void endSession(client)
    setTimeout(() => {
      // Any window, also this one, may have told more since.
      if (readStored(storageKey) === newValue) goOn()
    }, longestSigningOut)
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
