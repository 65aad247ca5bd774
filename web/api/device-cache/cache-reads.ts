import { hashKey, type InfiniteData, type Query, type QueryClient } from '@tanstack/react-query'
import type { FlowList } from '#shared/schemas/flow/flow-list.ts'
import type { FlowView } from '#shared/schemas/flow/flow.ts'
import type { Session } from '#shared/schemas/session.ts'
import { apiOf } from '#web/api/api.ts'
import { isAccessDenied } from '#web/api/queries/flow.ts'
import type { FlowFilter } from '#web/api/queries/flow-list.ts'
import { sessionNote } from '#web/api/session/session-note.ts'
import { isSamePerson, sessionQuery } from '#web/api/session/session-query.ts'
import { cachedSessionQuery, cacheSession, cacheView, forgetView } from './device-cache.ts'

type ListQuery = Query<unknown, Error, InfiniteData<FlowList>, readonly [string, FlowFilter]>

const sessionHash = hashKey(sessionQuery.queryKey)

/**
 * Caches on the device what is read from the proxy: the session, flows, and the start of whole
 * lists. When another person signs in, what was read for the one before is dropped.
 */
export function cacheReads(client: QueryClient): void {
  /** The session's note when a query was last fetched. */
  const notes = new WeakMap<Query, string | null>()
  let person: Session | null = null

  function meet(session: Session): void {
    const before = person ?? client.getQueryData(cachedSessionQuery.queryKey) ?? null
    person = session
    void cacheSession(client, session)
    if (before !== null && !isSamePerson(before, session))
      void client.resetQueries({
        predicate: ({ queryKey }) => queryKey[0] !== sessionQuery.queryKey[0],
      })
  }

  function keep(query: Query): void {
    const { queryKey, queryHash, state } = query
    const [name, about] = queryKey
    if (queryHash === sessionHash) {
      const session = client.getQueryData(sessionQuery.queryKey)
      if (session !== undefined) meet(session)
    }
    if (name === 'flow' && typeof about === 'string') {
      const view = client.getQueryData<FlowView>(queryKey)
      if (view === undefined || view.isOutline === true) return
      void cacheView(client, about, { view, at: state.dataUpdatedAt }, notes.get(query) ?? null)
    }
  }

  function keepList({ queryKey: [, filter], state: { data, dataUpdatedAt } }: ListQuery): void {
    if (data !== undefined)
      import('./cached-lists.ts').then(
        ({ cacheList }) => cacheList(client, filter, data, dataUpdatedAt),
        () => {},
      )
  }

  client.getQueryCache().subscribe((event) => {
    if (event.type !== 'updated') return
    const { query, action } = event
    if (action.type === 'fetch') notes.set(query, sessionNote(apiOf(client).http.corpId))
    const [name, about] = query.queryKey
    if (action.type === 'success') {
      if (name === 'flows') keepList(query)
      else keep(query)
    }
    if (action.type === 'error' && name === 'flow' && isAccessDenied(action.error))
      void forgetView(client, String(about))
  })
}
