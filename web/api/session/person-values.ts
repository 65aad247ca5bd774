import { hashKey, type QueryClient } from '@tanstack/react-query'
import type { Session } from '#shared/schemas/session.ts'
import { apiOf } from '#web/api/api.ts'
import { isSamePerson, sessionQuery } from './session-query.ts'

/** What ends with the session, of each page. */
const ends = new WeakMap<QueryClient, Set<() => void>>()

/**
 * A function that makes a value for a person and keeps it until the person signs out, another
 * person asks for theirs, or the page is closed.
 * @param end called with the value when the person signs out
 */
export function keptForPerson<T>(
  create: (client: QueryClient, session: Session) => T,
  end: (made: T) => void = () => {},
): (client: QueryClient, session: Session) => T {
  const all = new WeakMap<QueryClient, { person: Session; made: T }>()
  return (client, session) => {
    const kept = all.get(client)
    if (kept !== undefined && isSamePerson(kept.person, session)) return kept.made
    const made = create(client, session)
    all.set(client, { person: session, made })
    const atEnd = ends.get(client) ?? new Set()
    ends.set(client, atEnd)
    atEnd.add(() => {
      all.delete(client)
      end(made)
    })
    return made
  }
}

/** Drops what is kept for people, because they have signed out. */
export function endPersonValues(client: QueryClient): void {
  for (const end of ends.get(client) ?? []) end()
  ends.delete(client)
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
