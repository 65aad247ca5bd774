import type { QueryClient } from '@tanstack/react-query'
import type { Device } from '#shared/rules/flow-page.ts'
import { apiOf } from '#web/api/api.ts'
import { cachedSessionQuery, showCachedView } from '#web/api/device-cache/device-cache.ts'
import { hasCode } from '#web/api/http/api-error.ts'
import { sessionNote } from '#web/api/session/session-note.ts'
import { sessionQuery } from '#web/api/session/session-query.ts'
import { flowQuery, readView } from '#web/features/flow/flow-query.ts'
import {
  type FirstAnswers,
  type FirstFlow,
  type FirstList,
  firstFlowSettled,
} from './first-read.ts'

/** How long the placeholder stays at most while something is waited for, in milliseconds. */
const timeout = 300

/**
 * Puts what was requested before the app into the query cache; what has not arrived counts there as
 * being read. Resolves when the first page can be rendered.
 * @param drawnFor what the proxy knew when it drew the page; null if it drew nothing
 */
export async function fillCache(
  client: QueryClient,
  first: FirstAnswers,
  drawnFor: Device | null,
): Promise<void> {
  const session = client.prefetchQuery({
    ...sessionQuery,
    queryFn: async () => (await first.signedIn).session,
  })
  // Its code comes with the list's page, which handles a failure.
  if (first.list !== null) fillList(client, first.list).catch(() => {})
  const { flow } = first
  if (flow === null) return inTime(client.prefetchQuery(cachedSessionQuery))
  if (!flow.isThere) {
    fillLater(client, flow)
    const read = firstFlowSettled(first).then(() => session)
    return inTime(Promise.race([read, cachedFlow(client, flow.taskId)]))
  }
  await (drawnFor === null ? inTime(session) : session)
  // Signing in may have failed.
  if (first.flow === null) return
  const updatedAt = drawnFor?.now ?? Date.now()
  client.setQueryData(flowQuery(flow.taskId).queryKey, await flow.view, { updatedAt })
}

async function inTime(work: Promise<unknown>): Promise<void> {
  await Promise.race([work, new Promise((resolve) => setTimeout(resolve, timeout))])
}

/** If the network fails, the flow is read again. */
function fillLater(client: QueryClient, { taskId, view }: FirstFlow): void {
  void client.prefetchQuery({
    ...flowQuery(taskId),
    queryFn: ({ signal }) =>
      view.catch((cause: unknown) => {
        if (!hasCode(cause, 'connection-failed', 'connection-timeout')) throw cause
        return readView(client, taskId, { signal })
      }),
  })
}

/**
 * Shows the flow from the device cache; never resolves if it is not there. Reading the cache costs
 * a slow phone as much as rendering a part of the page.
 */
async function cachedFlow(client: QueryClient, taskId: string): Promise<void> {
  const session = await client.fetchQuery(cachedSessionQuery)
  if (session !== null && (await showCachedView(client, taskId))) return
  await new Promise(() => {})
}

/** If the list fails, or another person has signed in meanwhile, it is read again. */
async function fillList(client: QueryClient, { filter, note, list }: FirstList): Promise<void> {
  // Not a part of the app's file, for which `first-list.ts` would wait then.
  const home = await import('#web/features/home/list/flow-list-query.ts')
  await client.prefetchInfiniteQuery({
    ...home.flowListQuery(filter),
    queryFn: async ({ signal }) => {
      const answer = await list.catch(() => null)
      return answer !== null && note === sessionNote(apiOf(client).http.corpId)
        ? answer
        : home.readListPage(client, filter, null, signal)
    },
  })
}
