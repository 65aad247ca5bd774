import { type QueryClient, queryOptions } from '@tanstack/react-query'
import { apiOf } from '#web/api/api.ts'
import type { FlowView } from '#shared/schemas/flow/flow.ts'
import type { Session } from '#shared/schemas/session.ts'
import {
  type CachedView,
  readCachedSession,
  readCachedView,
  removeAll,
  removeView,
  writeCachedSession,
  writeCachedView,
} from './cache-store.ts'
import { forgetBanner, forgetOtherBanners, cacheBanner } from './cached-banners.ts'
import { cacheOwner } from './cache-owner.ts'
import { sessionNote } from '#web/api/session/session-note.ts'
import { readOnce, sessionQuery } from '#web/api/session/session-query.ts'

/**
 * The device cache, shown until the proxy has answered. It belongs to one person and one build of
 * the app. Nothing here throws; what cannot be cached is missing.
 */

/** Storage that takes longer counts as empty; milliseconds. */
const timeout = 3000

function read<Value>(work: Promise<Value>): Promise<Value | null> {
  return Promise.race([
    work.catch(() => null),
    new Promise<null>((resolve) => {
      setTimeout(() => resolve(null), timeout)
    }),
  ])
}

function ownerIn(client: QueryClient): string | null {
  return cacheOwner(sessionNote(apiOf(client).http.corpId))
}

/** The session of the last visit, until the proxy answers. Resolves within three seconds. */
export const cachedSessionQuery = queryOptions({
  queryKey: ['session', 'cached'],
  queryFn: async ({ client }) => {
    const owner = ownerIn(client)
    const session = owner === null ? null : await read(readCachedSession(owner))
    // Somebody may have signed in or out meanwhile.
    const isStill =
      client.getQueryData(sessionQuery.queryKey) === undefined && ownerIn(client) === owner
    return isStill ? session : null
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

/** The flow as this person last saw it on this device. Resolves within three seconds. */
export async function cachedView(client: QueryClient, taskId: string): Promise<CachedView | null> {
  const owner = ownerIn(client)
  return owner === null ? null : read(readCachedView(owner, taskId))
}

/**
 * Caches a flow that was just read.
 * @param noteBefore the session's note when the flow was requested; if another person has signed in
 * since, the flow is not cached
 */
export async function cacheView(
  client: QueryClient,
  taskId: string,
  view: FlowView,
  noteBefore: string | null,
): Promise<void> {
  const note = sessionNote(apiOf(client).http.corpId)
  const owner = cacheOwner(note)
  if (owner === null || (noteBefore !== null && noteBefore !== note)) return
  cacheBanner(owner, taskId, view.flow)
  await writeCachedView(owner, taskId, { view, at: Date.now() }).catch(() => {})
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
