import { hashKey, type QueryClient } from '@tanstack/react-query'
import type { Session } from '#shared/schemas/session.ts'
import { apiOf } from '#web/api/api.ts'
import { isSamePerson, sessionQuery } from './session-query.ts'

/**
 * Memoises `create` per name and person, until the person signs out or the page is closed.
 * @param end called with the value when it is dropped
 */
export function sessionMemo<T>(
  client: QueryClient,
  { corpId, userId }: Session,
  name: string,
  create: () => T,
  end: (made: T) => void = () => {},
): T {
  const queryKey = [name, corpId, userId]
  const kept = client.getQueryData<T>(queryKey)
  if (kept !== undefined) return kept
  const made = create()
  client.setQueryDefaults(queryKey, { gcTime: Infinity })
  client.setQueryData(queryKey, made)
  const queryHash = hashKey(queryKey)
  const stop = client.getQueryCache().subscribe(({ type, query }) => {
    if (type !== 'removed' || query.queryHash !== queryHash) return
    stop()
    end(made)
  })
  return made
}

const sessionHash = hashKey(sessionQuery.queryKey)

/**
 * Calls `onLeft` when the person signs out or another person signs in. Returns a function that
 * stops listening.
 */
export function listenToSessionEnd(
  client: QueryClient,
  person: Session,
  onLeft: () => void,
): () => void {
  const stopSignedOut = apiOf(client).isSignedOut.listen((isSignedOut) => {
    if (isSignedOut) onLeft()
  })
  const stopSession = client.getQueryCache().subscribe(({ query: { queryHash } }) => {
    if (queryHash !== sessionHash) return
    const session = client.getQueryData(sessionQuery.queryKey)
    if (session !== undefined && !isSamePerson(session, person)) onLeft()
  })
  return () => {
    stopSignedOut()
    stopSession()
  }
}
