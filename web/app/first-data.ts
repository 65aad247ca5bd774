import type { QueryClient } from '@tanstack/react-query'
import type { Session } from '../../shared/session.ts'
import { firstFlowThere } from '../api/first-read.ts'
import { sessionQuery } from '../api/session-query.ts'
import { signedIn } from '../api/signed-in.ts'
import { flowQuery } from '../features/flow/flow-query.ts'

function whoIsSignedIn(): Promise<Session | null> {
  const session = signedIn.get()
  if (session !== null) return Promise.resolve(session)
  return new Promise((resolve) => {
    const stop = signedIn.listen((value) => {
      stop()
      resolve(value)
    })
  })
}

/**
 * Takes over the flow that was read and painted before the app was there, so that the app shows it at
 * once and not its shapes first. Settles when it has, or there is none.
 */
export async function takeFirstData(client: QueryClient): Promise<void> {
  const taskId = firstFlowThere()
  if (taskId === null) return
  const session = await whoIsSignedIn()
  if (session === null) return
  client.setQueryData(sessionQuery.queryKey, session)
  await client.prefetchQuery(flowQuery(taskId))
}
