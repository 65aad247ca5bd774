import type { Session } from '#shared/schemas/session.ts'
import type { Api } from '#web/api/api.ts'
import type { Http } from '#web/api/http/http.ts'
import { askClient } from './client-code.ts'
import { establishSession, signInWithCode } from './session.ts'

// Signing in after the app has loaded.

/** The existing session, else a new one. Also ends a sign-out. */
export async function findSession({ http, isSignedOut }: Api): Promise<Session> {
  isSignedOut.set(false)
  return (await establishSession(http, askClient(http.corpId))).session
}

export async function signInAgain(http: Http): Promise<Session> {
  return (await signInWithCode(http, await askClient(http.corpId))).session
}
