import type { Session } from '#shared/session.ts'
import type { SignedIn } from './first-answers.ts'
import { establishSession, signIn, signInWithCode } from './session.ts'
import { signedIn } from './signed-in.ts'

// Signing in once the app is there: whoever it is, all parts of the app hear of it.

/** Lets all know who has signed in, once somebody has, before the sign-in settles. */
export async function announced(signingIn: Promise<SignedIn>): Promise<Session> {
  const { session } = await signingIn
  signedIn.set(session)
  return session
}

/** Whoever is signed in already, else a sign-in by the DingTalk client. */
export function findSession(): Promise<Session> {
  return announced(establishSession())
}

/** Signs in by the DingTalk client. */
export function signInAgain(): Promise<Session> {
  return announced(signIn())
}

/** Signs in with a code that the client did not hand out. */
export function signInBy(code: string): Promise<Session> {
  return announced(signInWithCode(code))
}
