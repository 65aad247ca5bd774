import {
  type InfiniteData,
  infiniteQueryOptions,
  InfiniteQueryObserver,
  type QueryClient,
} from '@tanstack/react-query'
import type { FlowList, ListedFlow } from '#shared/schemas/flow/flow-list.ts'
import { apiOf } from '#web/api/api.ts'
import { type FlowFilter, readFlowList } from '#web/api/queries/flow-list.ts'
import { withSession } from '#web/api/session/renew-session.ts'
import { type ListPages, type PagesInView, readInView } from '#web/components/list/list-pages.ts'

/** Of the list on screen. */
export const pagesInView: PagesInView = { first: 0, last: 0 }

export const flowPages: ListPages<FlowList, ListedFlow> = {
  rowsOf: ({ flows }) => flows,
  idOf: ({ taskId }) => taskId,
  cursorOf: ({ nextCursor }) => nextCursor,
  withRows: (page, flows, nextCursor) => ({ ...page, flows, nextCursor }),
}

type Pages = InfiniteData<FlowList, string | null>

/** Long enough that the list is restored after signing, too; milliseconds. */
const kept = 60 * 60_000

/** Fresh for this long, for other parts of the page that use it; milliseconds. */
const moment = 2000

/** The poll interval without live events, in milliseconds. */
const pollMs = 60_000

/** Reads a page of a list, signing in again where the session has ended. */
export function readListPage(
  client: QueryClient,
  filter: FlowFilter,
  cursor: string | null,
  signal: AbortSignal,
): Promise<FlowList> {
  return withSession(client, (http) => readFlowList(http, filter, cursor, { signal }))
}

/** A paginated list of flows. */
export function flowListQuery(filter: FlowFilter) {
  const queryKey = ['flows', filter] as const
  return infiniteQueryOptions({
    queryKey,
    queryFn: async ({ pageParam, signal, client }): Promise<FlowList> => {
      const known = client.getQueryData<Pages>(queryKey)
      const read = (cursor: string | null) => readListPage(client, filter, cursor, signal)
      if (known === undefined) return read(pageParam)
      return readInView(flowPages, known, pageParam, pagesInView, read)
    },
    initialPageParam: null as string | null,
    getNextPageParam: ({ nextCursor }) => nextCursor,
    gcTime: kept,
    staleTime: moment,
    refetchInterval: ({ meta }) => (meta?.api?.live.isLive.get() ? false : pollMs),
  })
}

/**
 * Reads a list, and again after a return or when it may have changed by an action, until signing
 * out. Returns a function that stops it.
 */
export function keepFlowList(client: QueryClient, filter: FlowFilter): () => void {
  const list = new InfiniteQueryObserver(client, {
    ...flowListQuery(filter),
    enabled: () => !apiOf(client).isSignedOut.get(),
  })
  return list.subscribe(() => {})
}
