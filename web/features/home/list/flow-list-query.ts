import { infiniteQueryOptions, type InfiniteData } from '@tanstack/react-query'
import type { FlowList } from '#shared/schemas/flow/flow-list.ts'
import { apiOf } from '#web/api/api.ts'
import { type FlowFilter, readFlowList } from '#web/api/queries/flow-list.ts'
import { withSession } from '#web/api/session/renew-session.ts'
import { takeFirstList } from '../first-list.ts'
import { readPageAgain } from './list-pages.ts'

/** The pages of the list on screen of which rows can be seen, counted from zero. */
export const pagesInView = { first: 0, last: 0 }

type Pages = InfiniteData<FlowList, string | null>

/** Coming back from a flow, also after signing at leisure, is to find the list as it was. */
const kept = 60 * 60_000

/** What was read a moment ago is not read again by another part of the page, milliseconds. */
const moment = 2000

/** How often a list is read while the proxy cannot tell of changes, milliseconds. */
const unheard = 60_000

/**
 * A list of flows, page by page. Reading again asks for the first page, where new flows come in,
 * and for those that are in view: of ten thousand flows that somebody scrolled through, the rest can
 * wait until it is seen.
 */
export function flowListQuery(filter: FlowFilter) {
  const queryKey = ['flows', filter] as const
  return infiniteQueryOptions({
    queryKey,
    queryFn: async ({ pageParam, signal, client }): Promise<FlowList> => {
      const known = client.getQueryData<Pages>(queryKey)
      const index = known?.pageParams.indexOf(pageParam) ?? -1
      const old = known?.pages[index]
      const isInView = index >= pagesInView.first && index <= pagesInView.last
      const read = (cursor: string | null) =>
        withSession(client, (http) => readFlowList(http, filter, cursor, { signal }))
      if (known === undefined)
        return withSession(client, () => takeFirstList(apiOf(client), filter) ?? read(pageParam))
      if (old === undefined) return read(pageParam)
      if (index > 0 && !isInView) return old
      return readPageAgain(old, pageParam, index + 1 === known.pages.length, read)
    },
    initialPageParam: null as string | null,
    getNextPageParam: ({ nextCursor }) => nextCursor,
    gcTime: kept,
    staleTime: moment,
    // Where nothing tells of changes, they are asked for.
    refetchInterval: ({ meta }) => (meta?.api?.live.isLive.get() ? false : unheard),
  })
}
