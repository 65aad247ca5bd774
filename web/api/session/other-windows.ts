import type { QueryClient } from '@tanstack/react-query'
import { apiOf } from '#web/api/api.ts'
import { readStored, writeStored } from '#web/api/device-cache/stored.ts'
import { ApiError } from '#web/api/http/api-error.ts'
import { timeoutMs } from '#web/api/http/http.ts'
import { endPersonValues } from './person-values.ts'
import { sessionQuery } from './session-query.ts'

// Windows of one browser share the session: DingTalk on PC shows a contract next to the workbench.

const storageKey = 'signing-out'

/** A window that has not reported the result of signing out by then was closed; milliseconds. */
const signOutTimeoutMs = timeoutMs + 5000

/** The progress of signing out. Until it has ended, no window may sign in again. */
type SigningOut = 'begun' | 'done' | 'failed'

export function notifyOtherWindows(stage: SigningOut): void {
  // The storage event fires only on a change, so the value has a timestamp. Without storage, the
  // other windows find out with their next call and sign in again.
  writeStored(storageKey, `${stage} ${Date.now()}`)
}

/** Signs this window out when another window signs out. */
export function followOtherWindows(client: QueryClient): void {
  const { isSignedOut } = apiOf(client)
  const resume = () => {
    isSignedOut.set(false)
    void client.invalidateQueries()
  }
  window.addEventListener('storage', ({ key, newValue }) => {
    if (key !== storageKey || newValue === null) return
    if (newValue.startsWith('failed')) return resume()
    isSignedOut.set(true)
    if (newValue.startsWith('done')) return void endSession(client)
    setTimeout(() => {
      // Any window, including this one, may have written a newer stage since.
      if (readStored(storageKey) === newValue) resume()
    }, signOutTimeoutMs)
  })
}

/** Makes the session gate remove the page until the person signs in again. */
async function endSession(client: QueryClient): Promise<void> {
  await client.cancelQueries()
  const error = new ApiError('session-required', 'signed out in another window')
  const { queryKey } = sessionQuery
  client.getQueryCache().find({ queryKey })?.setState({ data: undefined, error, status: 'error' })
  endPersonValues(client)
  client.removeQueries({ predicate: ({ queryKey: [name] }) => name !== queryKey[0] })
}
