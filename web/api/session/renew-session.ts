import type { QueryClient } from '@tanstack/react-query'
import { apiOf } from '#web/api/api.ts'
import { ApiError, hasCode } from '#web/api/http/api-error.ts'
import type { Http, RequestOptions } from '#web/api/http/http.ts'
import { sessionQuery } from './session-query.ts'

/**
 * Runs a call that needs a session. If the session has expired, signs in again (once for all
 * concurrent calls) and retries. A second refusal means that the client does not store cookies. A
 * person who has signed out stays signed out.
 */
export async function withSession<T>(
  client: QueryClient,
  attempt: (http: Http) => Promise<T>,
): Promise<T> {
  const { http } = apiOf(client)
  http.underWay += 1
  try {
    return await attemptTwice(client, attempt)
  } finally {
    http.underWay -= 1
  }
}

async function attemptTwice<T>(
  client: QueryClient,
  attempt: (http: Http) => Promise<T>,
): Promise<T> {
  const { http, isSignedOut } = apiOf(client)
  if (isSignedOut.get()) throw new ApiError('session-required', 'signed out')
  const sessions = () => client.getQueryState(sessionQuery.queryKey)?.dataUpdateCount
  const before = sessions()
  try {
    return await attempt(http)
  } catch (cause) {
    if (!hasCode(cause, 'session-required') || isSignedOut.get()) throw cause
  }
  // Another call may have signed in before this refusal arrived.
  if (sessions() === before)
    await client.fetchQuery({
      ...sessionQuery,
      // Imported dynamically, because the proxy draws pages without a client.
      queryFn: async () => (await import('./sign-in.ts')).signInAgain(http),
      staleTime: 0,
    })
  try {
    return await attempt(http)
  } catch (cause) {
    if (!hasCode(cause, 'session-required')) throw cause
    throw new ApiError('session-not-kept', 'signed in, and yet the next call had no session')
  }
}

/** `Http.json` for a call that needs a session. */
export function call<T = void>(
  client: QueryClient,
  path: string,
  options?: RequestOptions,
): Promise<T> {
  return withSession(client, (http) => http.json(path, options))
}
