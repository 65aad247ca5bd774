import { type QueryClient, queryOptions } from '@tanstack/react-query'
import { apiOf } from '#web/api/api.ts'
import type { FlowView } from '#shared/schemas/flow/flow.ts'
import type { Session } from '#shared/schemas/session.ts'
import {
  type CachedAt,
  type CachedView,
  type CacheKey,
  readCached,
  removeAll,
  removeView,
  writeCachedSession,
  writeCachedView,
} from './cache-store.ts'
import { forgetBanner, forgetOtherBanners, cacheBanner } from './cached-banners.ts'
import { cacheOwner } from './cache-owner.ts'
import { flowKey } from '#web/api/queries/flow.ts'
import { sessionNote } from '#web/api/session/session-note.ts'
import { readOnce, sessionQuery } from '#web/api/session/session-query.ts'

/**
 * The device cache, shown until the proxy has answered. It belongs to one person and one build of
 * the app. Nothing here throws; what cannot be cached is missing.
 */

/** Storage that takes longer counts as empty; milliseconds. */
const timeout = 3000

function ownerIn(client: QueryClient): string | null {
  return cacheOwner(sessionNote(apiOf(client).http.corpId))
}

/** What this person has cached on this device under a key. Resolves within three seconds. */
export async function cached<Key extends CacheKey>(
  client: QueryClient,
  key: Key,
): Promise<CachedAt<Key> | null> {
  const owner = ownerIn(client)
  if (owner === null) return null
  const content = await Promise.race([
    readCached(owner, key).catch(() => null),
    new Promise<null>((resolve) => {
      setTimeout(() => resolve(null), timeout)
    }),
  ])
  // Somebody may have signed in or out meanwhile.
  return ownerIn(client) === owner ? content : null
}

/** The session of the last visit, until the proxy answers. Resolves within three seconds. */
export const cachedSessionQuery = queryOptions({
  queryKey: ['session', 'cached'],
  queryFn: async ({ client }) => {
    const session = await cached(client, 'session')
    return client.getQueryData(sessionQuery.queryKey) === undefined ? session : null
  },
  ...readOnce,
})

/** Caches the session that the proxy sent and deletes another person's cache. */
export async function cacheSession(client: QueryClient, session: Session): Promise<void> {
  client.setQueryData(cachedSessionQuery.queryKey, null)
  const owner = ownerIn(client)
  forgetOtherBanners(owner)
  if (owner !== null) await writeCachedSession(owner, session).catch(() => {})
}

/** Views that the device had, which need not be cached again. */
const cachedBefore = new WeakSet<FlowView>()

/**
 * Shows a flow as this person last saw it on this device, until it has been read.
 * @returns whether there is one to show
 */
export async function showCachedView(client: QueryClient, taskId: string): Promise<boolean> {
  const queryKey = flowKey(taskId)
  const isRead = () => client.getQueryData(queryKey) !== undefined
  const before = isRead() ? null : await cached(client, `flow/${taskId}`)
  if (before === null || isRead()) return false
  const hasFailed = client.getQueryState(queryKey)?.status === 'error'
  cachedBefore.add(before.view)
  client.setQueryData<FlowView>(queryKey, before.view, { updatedAt: before.at })
  // It is reread, however fresh it is. Setting it has cleared an error, which reading at once brings
  // back, so that the page says that it is outdated.
  void client.invalidateQueries({ queryKey, refetchType: hasFailed ? 'active' : 'none' })
  return true
}

/**
 * Caches a flow that was read.
 * @param noteBefore the session's note when the flow was requested; if another person has signed in
 * since, the flow is not cached
 */
export async function cacheView(
  client: QueryClient,
  taskId: string,
  { view, at }: CachedView,
  noteBefore: string | null,
): Promise<void> {
  if (cachedBefore.has(view)) return
  const note = sessionNote(apiOf(client).http.corpId)
  const owner = cacheOwner(note)
  if (owner === null || (noteBefore !== null && noteBefore !== note)) return
  cacheBanner(owner, taskId, view.flow)
  await writeCachedView(owner, taskId, { view, at }).catch(() => {})
}

/** Deletes a flow that is gone or that this person may not see. */
export async function forgetView(client: QueryClient, taskId: string): Promise<void> {
  const owner = ownerIn(client)
  if (owner !== null) forgetBanner(owner, taskId)
  await removeView(taskId).catch(() => {})
}

/** Deletes the whole cache. */
export async function forgetAll(client: QueryClient): Promise<void> {
  client.setQueryData(cachedSessionQuery.queryKey, null)
  forgetOtherBanners(null)
  await removeAll().catch(() => {})
}
