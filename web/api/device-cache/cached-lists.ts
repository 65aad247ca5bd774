import type { InfiniteData, QueryClient } from '@tanstack/react-query'
import type { FlowList } from '#shared/schemas/flow/flow-list.ts'
import { apiOf } from '#web/api/api.ts'
import { type FlowFilter, hasConditions } from '#web/api/queries/flow-list.ts'
import { sessionNote } from '#web/api/session/session-note.ts'
import { cacheOwner } from './cache-owner.ts'
import { type CachedList, writeCachedList } from './cache-store.ts'

/** How many rows of a list are cached. */
const maxRows = 50

/** Caches the start of a list that was read, if it is a whole one. Never rejects. */
export async function cacheList(
  client: QueryClient,
  filter: FlowFilter,
  { pages }: Pick<InfiniteData<FlowList>, 'pages'>,
  at: number,
): Promise<void> {
  const owner = cacheOwner(sessionNote(apiOf(client).http.corpId))
  if (owner === null || filter.q !== '' || hasConditions(filter)) return
  const flows = pages.flatMap((page) => page.flows).slice(0, maxRows)
  const cached: CachedList = { list: { flows, nextCursor: null }, at }
  await writeCachedList(owner, filter.scope, cached).catch(() => {})
}
