import { queryOptions } from '@tanstack/react-query'
import { createContext, useContext } from 'react'
import type { Session } from '#shared/schemas/session.ts'
import { apiOf } from '#web/api/api.ts'

/** Options of a query whose answer does not age. */
export const readOnce = {
  staleTime: Infinity,
  gcTime: Infinity,
  retry: false,
  retryOnMount: false,
  refetchOnWindowFocus: false,
  refetchOnReconnect: false,
} as const

/** Who is signed in; signs in where nobody is. */
export const sessionQuery = queryOptions({
  queryKey: ['session'],
  // What knows the client is no part of what draws the page.
  queryFn: async ({ client }) => (await import('./sign-in.ts')).findSession(apiOf(client)),
  ...readOnce,
})

/**
 * Who is signed in, told by the session's gate. Pages do not ask the query themselves: when the
 * session ends, they would fail with it before the gate takes them away.
 */
export const SessionContext = createContext<Session | null>(null)

/** Who is signed in; for pages, which are shown to nobody else. */
export function useSession(): Session {
  const session = useContext(SessionContext)
  if (session === null) throw new Error('a page outside of the session gate')
  return session
}
