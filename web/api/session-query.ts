import { queryOptions, useSuspenseQuery } from '@tanstack/react-query'
import type { Session } from '../../shared/session.ts'
import { takeFirstSignIn } from './first-read.ts'
import { establishSession } from './session.ts'

/** Who is signed in; signs in where nobody is. */
export const sessionQuery = queryOptions({
  queryKey: ['session'],
  queryFn: async () => (await (takeFirstSignIn() ?? establishSession())).session,
  staleTime: Infinity,
  gcTime: Infinity,
  retry: false,
  refetchOnWindowFocus: false,
})

/** Who is signed in; for pages, which are shown to nobody else. */
export function useSession(): Session {
  return useSuspenseQuery(sessionQuery).data
}
