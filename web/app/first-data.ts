import type { QueryClient } from '@tanstack/react-query'
import { apiOf } from '#web/api/api.ts'
import { firstFlowSettled, arrivedFirstFlow } from '#web/api/session/first-answers.ts'
import { cachedSessionQuery, cachedView } from '#web/api/device-cache/device-cache.ts'
import type { CachedView } from '#web/api/device-cache/cache-store.ts'
import { taskIdOfPath } from '#web/api/session/link-access.ts'
import { sessionQuery } from '#web/api/session/session-query.ts'
import { flowQuery } from '#web/features/flow/flow-query.ts'

/**
 * Puts the first flow into the query cache, from the first read or from the device cache, depending
 * on which is first. Resolves when it is there, or when there is none.
 */
export async function takeFirstData(client: QueryClient): Promise<void> {
  const taskId = taskIdOfPath(location.pathname)
  if (taskId === null) return client.prefetchQuery(cachedSessionQuery)
  const { first } = apiOf(client)
  const cached = arrivedFirstFlow(first) === taskId ? null : await cachedBeforeRead(client, taskId)
  if (arrivedFirstFlow(first) === taskId) return takeRead(client, taskId)
  if (cached === null) return
  const { queryKey } = flowQuery(taskId)
  client.setQueryData(queryKey, cached.view, { updatedAt: cached.at })
  // Marked as stale however fresh it is, so that it is reread.
  void client.invalidateQueries({ queryKey, refetchType: 'none' })
}

/**
 * Puts the flow of the drawn page into the query cache.
 * @param drawnAt when it was drawn, by the device's clock
 */
export async function takeDrawnData(client: QueryClient, drawnAt: number): Promise<void> {
  const taskId = arrivedFirstFlow(apiOf(client).first)
  if (taskId === null) return
  await takeRead(client, taskId)
  const { queryKey } = flowQuery(taskId)
  client.setQueryData(queryKey, (view) => view, { updatedAt: drawnAt })
}

async function takeRead(client: QueryClient, taskId: string): Promise<void> {
  await client.prefetchQuery(sessionQuery)
  if (client.getQueryData(sessionQuery.queryKey) === undefined) return
  await client.prefetchQuery(flowQuery(taskId))
}

/**
 * The cached view; null if the flow has been read first. Reading the cache costs a slow phone as
 * much as rendering a part of the page.
 */
function cachedBeforeRead(client: QueryClient, taskId: string): Promise<CachedView | null> {
  return Promise.race([
    firstFlowSettled(apiOf(client).first).then(() => null),
    cachedOf(client, taskId),
  ])
}

/** Never resolves if nothing is cached. */
async function cachedOf(client: QueryClient, taskId: string): Promise<CachedView> {
  const session = await client.fetchQuery(cachedSessionQuery)
  const cached = session === null ? null : await cachedView(client, taskId)
  return cached ?? new Promise(() => {})
}
