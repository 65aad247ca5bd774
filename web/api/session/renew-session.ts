import { ApiError } from '#web/api/http/api-error.ts'

let renewal: Promise<unknown> | null = null

/** What knows the client is no part of what draws the page. */
async function signInAgain(): Promise<unknown> {
  const signIn = await import('./sign-in.ts')
  return signIn.signInAgain()
}

function isSessionRequired(cause: unknown): boolean {
  return cause instanceof ApiError && cause.code === 'session-required'
}

/**
 * Runs a call that needs a session; when the session is over, signs in again (once, however many
 * calls find out at the same time) and repeats the call. A second refusal means that the client
 * keeps no cookie of ours.
 */
export async function withSession<T>(call: () => Promise<T>): Promise<T> {
  try {
    return await call()
  } catch (cause) {
    if (!isSessionRequired(cause)) throw cause
  }
  renewal ??= signInAgain().finally(() => {
    renewal = null
  })
  await renewal
  try {
    return await call()
  } catch (cause) {
    if (!isSessionRequired(cause)) throw cause
    throw new ApiError('session-not-kept', 'signed in, and yet the next call had no session')
  }
}
