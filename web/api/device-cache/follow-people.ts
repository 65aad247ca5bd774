import { hashKey, type QueryClient } from '@tanstack/react-query'
import { ApiError, hasCode, isUnreachable } from '#web/api/http/api-error.ts'
import { sessionQuery } from '#web/api/session/session-query.ts'
import { forgetAll } from './device-cache.ts'
import { forgetConditions } from './kept-conditions.ts'
import { forgetOthersFlows, forgetRecentFlows } from './recent-flows.ts'
import { forgetExpiredDrafts } from './saved-draft.ts'

const sessionHash = hashKey(sessionQuery.queryKey)

/**
 * Deletes what others have left on this device when somebody signs in, and everything but drafts
 * when the session has ended for good. The device cache of another person is deleted with the
 * sign-in itself (`cacheSession`).
 */
export function followPeople(client: QueryClient): void {
  const look = () => {
    const { data, error } = client.getQueryState(sessionQuery.queryKey) ?? {}
    if (isFinal(error)) {
      forgetRecentFlows()
      forgetConditions()
      void forgetAll(client)
    } else if (data !== undefined) forgetOthersFlows(data)
  }
  forgetExpiredDrafts(Date.now())
  look()
  client.getQueryCache().subscribe(({ type, query }) => {
    if (type === 'updated' && query.queryHash === sessionHash) look()
  })
}

/** Whether a sign-in was refused, rather than failed. */
function isFinal(error: unknown): boolean {
  if (!(error instanceof ApiError)) return false
  if (isUnreachable(error) || hasCode(error, 'auth-code-no-answer')) return false
  return error.problem === null || [401, 403].includes(error.problem.status)
}
