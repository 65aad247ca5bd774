import {
  type Query,
  type QueryClient,
  queryOptions,
  useQuery,
  type UseQueryResult,
} from '@tanstack/react-query'
import { useState } from 'react'
import type { Flow, FlowView } from '#shared/schemas/flow/flow.ts'
import type { FlowRecord } from '#shared/schemas/flow/flow-record.ts'
import { hasEnded } from '#shared/rules/codes/flow-status.ts'
import { apiOf } from '#web/api/api.ts'
import { ApiError, isUnreached } from '#web/api/http/api-error.ts'
import { takeFirstFlow } from '#web/api/session/first-answers.ts'
import { readFlow } from '#web/api/queries/flow.ts'
import { forgetView, cacheView } from '#web/api/device-cache/device-cache.ts'
import { withSession } from '#web/api/session/renew-session.ts'
import { sessionNote } from '#web/api/session/session-note.ts'
import { useViewer } from '#web/i18n/viewer.ts'
import { pollDelay } from './poll-delay.ts'

/**
 * When this device first saw a flow as it is now. React Query keeps the very object while nothing
 * in it changes, so the object itself is the key.
 */
const seenSince = new WeakMap<Flow, number>()

/** What was read while the app was on its way need not be read again when it is there; milliseconds. */
const freshFor = 2000

/** How long to wait before trying again what did not reach the proxy, milliseconds. */
const unreachedDelay = 8000

/** How long the page, which is being drawn, goes before the rest of a long log, milliseconds. */
const outlineDelay = 300

function pollInterval({ state, meta }: Query<FlowView>): number | false {
  const { data, dataUpdatedAt, error } = state
  // Web views are not to be trusted to tell when there is a network again.
  if (isUnreached(error)) return unreachedDelay
  if (!data) return false
  if (data.isOutline && error === null) return outlineDelay
  if (hasEnded(data.flow.status)) return false
  const since = seenSince.get(data.flow) ?? dataUpdatedAt
  seenSince.set(data.flow, since)
  // The same from one read to the next, or each drawing of the page would put the next one off.
  return pollDelay(dataUpdatedAt - since, meta?.api?.live.isLive.get() === true)
}

/** Whether a flow may no longer be shown, whatever was seen of it before. */
export function isWithheld(error: unknown): boolean {
  if (!(error instanceof ApiError)) return false
  return ['flow-forbidden', 'link-invalid', 'flow-not-found'].includes(error.code)
}

/**
 * The flow view, read again while the flow can still change and the page is seen.
 * @param newestWanted flows of which the next read is to give the newest
 */
export function flowQuery(taskId: string, newestWanted?: Set<string>) {
  return queryOptions({
    queryKey: ['flow', taskId],
    queryFn: async ({ client, signal }) => {
      const { first, http } = apiOf(client)
      const noteBefore = sessionNote(http.corpId)
      const isRefresh = newestWanted?.delete(taskId) === true
      try {
        const view = await (takeFirstFlow(first, taskId) ??
          withSession(client, () => readFlow(http, taskId, { signal, isRefresh })))
        if (!view.isOutline) void cacheView(client, taskId, view, noteBefore)
        return view
      } catch (cause) {
        if (isWithheld(cause)) void forgetView(client, taskId)
        throw cause
      }
    },
    staleTime: freshFor,
    refetchInterval: pollInterval,
  })
}

/**
 * The flow view for the page, which is read again when it is shown, unless the proxy has just drawn it, and
 * how to read the newest.
 */
export function useFlow(taskId: string): [UseQueryResult<FlowView>, UseQueryResult['refetch']] {
  const { drawnAt } = useViewer()
  const [newestWanted] = useState(() => new Set<string>())
  const query = useQuery({
    ...flowQuery(taskId, newestWanted),
    staleTime: ({ state }) => (state.dataUpdatedAt === drawnAt ? Infinity : freshFor),
  })
  const { refetch } = query
  const readNewest = () => {
    newestWanted.add(taskId)
    return refetch()
  }
  return [query, readNewest]
}

/** Changes what is shown of the app's own record of a flow, as an answer of the proxy has told. */
export function changeRecord(
  client: QueryClient,
  taskId: string,
  change: (record: FlowRecord) => FlowRecord,
): void {
  const { queryKey } = flowQuery(taskId)
  // The flow itself is no newer for it.
  const updatedAt = client.getQueryState(queryKey)?.dataUpdatedAt
  client.setQueryData(
    queryKey,
    (view) => (view?.registry ? { ...view, registry: change(view.registry) } : view),
    updatedAt === undefined ? {} : { updatedAt },
  )
}
