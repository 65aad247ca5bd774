import { forgetAll } from '#web/api/device-cache/kept.ts'
import { requestJson } from '#web/api/http/request.ts'
import { signedIn } from './signed-in.ts'

/** Ends the session, and lets go of what this device kept for it. */
export async function signOut(): Promise<void> {
  await requestJson('/api/session', { method: 'DELETE' })
  await forgetAll()
  signedIn.set(null)
}
