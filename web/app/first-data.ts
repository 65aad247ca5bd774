import type { QueryClient } from '@tanstack/react-query'
import type { Session } from '../../shared/session.ts'
import { firstFlowThere } from '../api/first-read.ts'
import { keptSession, keptView } from '../api/kept.ts'
import { taskIdOfPath } from '../api/link-access.ts'
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
 * Takes over the flow that was read, or what the device kept of it, before the app was there, so that
 * the app shows it at once and not its shapes first. Settles when it has, or there is none.
 */
export async function takeFirstData(client: QueryClient): Promise<void> {
  const taskId = firstFlowThere()
  if (taskId === null) return takeKept(client)
  const session = await whoIsSignedIn()
  if (session === null) return
  client.setQueryData(sessionQuery.queryKey, session)
  await client.prefetchQuery(flowQuery(taskId))
}

async function takeKept(client: QueryClient): Promise<void> {
  const taskId = taskIdOfPath(location.pathname)
  const kept = taskId === null || keptSession.get() === null ? null : await keptView(taskId)
  if (taskId === null || kept === null) return
  client.setQueryData(flowQuery(taskId).queryKey, kept.view, { updatedAt: kept.at })
}
