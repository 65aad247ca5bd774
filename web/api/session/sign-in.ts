import type { Session } from '#shared/schemas/session.ts'
import type { Api } from '#web/api/api.ts'
import type { Http } from '#web/api/http/http.ts'
import { ApiError } from '#web/api/http/api-error.ts'
import { dingTalkPlatform } from '#web/dingtalk/platform.ts'
import { readAppConfig } from './app-config.ts'
import { browserSignInAddress } from './browser-sign-in.ts'
import { askClient } from './client-code.ts'
import { establishSession, signInWithCode } from './session.ts'

// Signing in after the app has loaded.

/** The existing session, else a new one. Also ends a sign-out. */
export async function findSession({ http, isSignedOut }: Api): Promise<Session> {
  isSignedOut.set(false)
  return (await establishSession(http, askClient(http.corpId))).session
}

/** Signs in again after the session has ended; in a browser by leaving for DingTalk's page. */
export async function signInAgain(http: Http): Promise<Session> {
  if (dingTalkPlatform === null && (await readAppConfig()).browserSignIn) return leaveToSignIn()
  return (await signInWithCode(http, await askClient(http.corpId))).session
}

/** Leaving takes less, unless the person stays or comes back; milliseconds. */
const leavingMs = 10_000

/** Never resolves, as the page is left; rejects if the person is still here. */
function leaveToSignIn(): Promise<never> {
  location.assign(browserSignInAddress())
  return new Promise((_, reject) => {
    const isStillHere = () => reject(new ApiError('session-required', 'not signed in again'))
    setTimeout(isStillHere, leavingMs)
  })
}
