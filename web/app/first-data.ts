import type { QueryClient } from '@tanstack/react-query'
import type { Session } from '#shared/session.ts'
import { firstFlowSettled, firstFlowThere } from '#web/api/session/first-answers.ts'
import { keptOpened, keptSession, keptView } from '#web/api/device-cache/kept.ts'
import type { KeptView } from '#web/api/device-cache/kept-store.ts'
import { taskIdOfPath } from '#web/api/session/link-access.ts'
import { sessionQuery } from '#web/api/session/session-query.ts'
import { signedIn } from '#web/api/session/signed-in.ts'
import { flowQuery } from '#web/features/flow/flow-query.ts'

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
 * Takes over the flow that is being read, or what the device kept of it, whichever comes first, so
 * that the app shows it at once and not its shapes first. Settles when it has, or there is none.
 */
export async function takeFirstData(client: QueryClient): Promise<void> {
  const taskId = taskIdOfPath(location.pathname)
  if (taskId === null) return keptOpened()
  const kept = firstFlowThere() === taskId ? null : await keptBeforeRead(taskId)
  if (firstFlowThere() === taskId) return takeRead(client, taskId)
  if (kept !== null)
    client.setQueryData(flowQuery(taskId).queryKey, kept.view, { updatedAt: kept.at })
}

/**
 * Takes over the flow by which the proxy drew the page.
 * @param drawnAt when, by the device's clock
 */
export async function takeDrawnData(client: QueryClient, drawnAt: number): Promise<void> {
  const taskId = firstFlowThere()
  if (taskId === null) return
  await takeRead(client, taskId)
  const { queryKey } = flowQuery(taskId)
  client.setQueryData(queryKey, (view) => view, { updatedAt: drawnAt })
}

async function takeRead(client: QueryClient, taskId: string): Promise<void> {
  const session = await whoIsSignedIn()
  if (session === null) return
  client.setQueryData(sessionQuery.queryKey, session)
  await client.prefetchQuery(flowQuery(taskId))
}

/**
 * What was kept, or null once the flow has been read. To look for it costs a slow phone as much as to
 * draw a part of the page.
 */
function keptBeforeRead(taskId: string): Promise<KeptView | null> {
  return Promise.race([firstFlowSettled().then(() => null), keptOf(taskId)])
}

/** Never settles where nothing was kept for whoever is there. */
async function keptOf(taskId: string): Promise<KeptView> {
  await keptOpened()
  const kept = keptSession.get() === null ? null : await keptView(taskId)
  return kept ?? new Promise(() => {})
}
