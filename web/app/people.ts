import type { QueryClient } from '@tanstack/react-query'
import type { Session } from '#shared/schemas/session.ts'
import { cacheSession, cachedSessionQuery } from '#web/api/device-cache/device-cache.ts'
import { isSamePerson, sessionQuery } from '#web/api/session/session-query.ts'

/**
 * Clears the caches when another person signs in on the same page or device. Returns a function to
 * call with each session.
 */
export function separatePeople(client: QueryClient): (session: Session) => void {
  let person: Session | null = null
  return (session) => {
    const before = person ?? client.getQueryData(cachedSessionQuery.queryKey) ?? null
    person = session
    void cacheSession(client, session)
    if (before !== null && !isSamePerson(before, session)) {
      void client.resetQueries({
        predicate: ({ queryKey }) => queryKey[0] !== sessionQuery.queryKey[0],
      })
    }
  }
}
