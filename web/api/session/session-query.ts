import { queryOptions } from '@tanstack/react-query'
import { createContext, useContext } from 'react'
import type { Session } from '#shared/schemas/session.ts'
import { apiOf } from '#web/api/api.ts'

/** For a query whose answer never goes stale. */
export const readOnce = {
  staleTime: Infinity,
  gcTime: Infinity,
  retry: false,
  retryOnMount: false,
  refetchOnWindowFocus: false,
  refetchOnReconnect: false,
} as const

/** The session; signs in if there is none. */
export const sessionQuery = queryOptions({
  queryKey: ['session'],
  // Imported dynamically, because the proxy draws pages without a client.
  queryFn: async ({ client }) => (await import('./sign-in.ts')).findSession(apiOf(client)),
  ...readOnce,
})

export function isSamePerson(one: Session, other: Session): boolean {
  return one.corpId === other.corpId && one.userId === other.userId
}

/**
 * The session, provided by the session gate. Pages do not use the query: when the session ends,
 * they would throw before the gate unmounts them.
 */
export const SessionContext = createContext<Session | null>(null)

/** The session. Only for pages, which are mounted only with one. */
export function useSession(): Session {
  const session = useContext(SessionContext)
  if (session === null) throw new Error('a page outside of the session gate')
  return session
}
