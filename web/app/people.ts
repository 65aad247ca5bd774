import type { QueryClient } from '@tanstack/react-query'
import type { Session } from '#shared/session.ts'
import { keepSession, keptSession } from '#web/api/device-cache/kept.ts'
import { sessionQuery } from '#web/api/session/session-query.ts'
import { signedIn } from '#web/api/session/signed-in.ts'
import { forgetRecentFlows } from '#web/components/flow/recent-flows.ts'

function isSame(one: Session, other: Session): boolean {
  return one.corpId === other.corpId && one.userId === other.userId
}

/** Keeps what one person was shown from the next who signs in on the same page or device. */
export function separatePeople(client: QueryClient): void {
  let person: Session | null = null
  signedIn.subscribe((session) => {
    const before = person ?? keptSession.get()
    person = session
    if (session === null) {
      if (before !== null) forgetRecentFlows(before)
      return
    }
    void keepSession(session)
    if (before !== null && !isSame(before, session)) {
      void client.resetQueries({
        predicate: ({ queryKey }) => queryKey[0] !== sessionQuery.queryKey[0],
      })
    }
    client.setQueryData(sessionQuery.queryKey, session)
  })
}
