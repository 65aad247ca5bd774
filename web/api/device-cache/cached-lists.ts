import type { QueryClient } from '@tanstack/react-query'
import type { FlowScope } from '#shared/rules/codes/flow-scope.ts'
import type { ListedFlow } from '#shared/schemas/flow/flow-list.ts'
import { apiOf } from '#web/api/api.ts'
import { sessionNote } from '#web/api/session/session-note.ts'
import { cacheOwner } from './cache-owner.ts'
import { type CachedList, readCachedList, writeCachedList } from './cache-store.ts'

/** How many rows of a list are cached. */
const maxRows = 50

function ownerIn(client: QueryClient): string | null {
  return cacheOwner(sessionNote(apiOf(client).http.corpId))
}

/** The start of a whole list as this person last saw it on this device; null without one. */
export async function cachedList(
  client: QueryClient,
  scope: FlowScope,
): Promise<CachedList | null> {
  const owner = ownerIn(client)
  return owner === null ? null : readCachedList(owner, scope).catch(() => null)
}

/** Caches the start of a whole list that was just read. Never rejects. */
export async function cacheList(
  client: QueryClient,
  scope: FlowScope,
  flows: readonly ListedFlow[],
): Promise<void> {
  const owner = ownerIn(client)
  const list = { flows: flows.slice(0, maxRows), nextCursor: null }
  if (owner !== null) await writeCachedList(owner, scope, { list, at: Date.now() }).catch(() => {})
}
