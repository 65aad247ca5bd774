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
import { hasCode, isUnreachable } from '#web/api/http/api-error.ts'
import { takeFirstFlow } from '#web/api/session/first-answers.ts'
import { readFlow } from '#web/api/queries/flow.ts'
import { forgetView, cacheView } from '#web/api/device-cache/device-cache.ts'
import { withSession } from '#web/api/session/renew-session.ts'
import { sessionNote } from '#web/api/session/session-note.ts'
import { useViewer } from '#web/i18n/viewer.ts'
import { pollDelay } from './poll-delay.ts'

/**
 * When this device first saw a flow in its current state. TanStack Query keeps the same object
 * while nothing changes.
 */
const seenSince = new WeakMap<Flow, number>()

/** How long the result of the first read is fresh, in milliseconds. */
const freshMs = 2000

/** Delay before a retry if the proxy was unreachable, in milliseconds. */
const unreachableRetryMs = 8000

/** Delay before reading the rest of a long log, so that the page renders first; milliseconds. */
const outlineDelayMs = 300

/**
 * e签宝 may list the last signature of a completed flow late; polling for it ends after this many
 * milliseconds.
 */
const maxSettlingMs = 5 * 60_000

function pollInterval({ state, meta }: Query<FlowView>): number | false {
  const { data, dataUpdatedAt, error } = state
  // Web views report wrongly whether they are online.
  if (isUnreachable(error)) return unreachableRetryMs
  if (!data) return false
  if (data.isOutline && error === null) return outlineDelayMs
  const since = seenSince.get(data.flow) ?? dataUpdatedAt
  seenSince.set(data.flow, since)
  const unchangedFor = dataUpdatedAt - since
  const isOver =
    data.situation.next.kind === 'completed-not-all-signed'
      ? unchangedFor > maxSettlingMs
      : hasEnded(data.flow.status)
  if (isOver) return false
  // A value that changes with every render would restart the timer.
  return pollDelay(unchangedFor, meta?.api?.live.isLive.get() === true)
}

/** Whether the viewer may not see the flow, not even a cached one. */
export function isAccessDenied(error: unknown): boolean {
  return hasCode(error, 'flow-forbidden', 'link-invalid', 'flow-not-found')
}

/**
 * The flow view, polled while the flow can change and the page is visible.
 * @param newestWanted task ids whose next read bypasses the proxy's cache
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
        if (isAccessDenied(cause)) void forgetView(client, taskId)
        throw cause
      }
    },
    staleTime: freshMs,
    refetchInterval: pollInterval,
  })
}

/**
 * The flow view, refetched on mount unless the proxy has just drawn it, and a function that rereads
 * it from upstream.
 */
export function useFlow(taskId: string): [UseQueryResult<FlowView>, UseQueryResult['refetch']] {
  const { now } = useViewer()
  const [newestWanted] = useState(() => new Set<string>())
  const query = useQuery({
    ...flowQuery(taskId, newestWanted),
    // Until hydration is over, `now` is the time of drawing.
    staleTime: ({ state }) => (state.dataUpdatedAt === now() ? Infinity : freshMs),
  })
  const { refetch } = query
  const readNewest = () => {
    newestWanted.add(taskId)
    return refetch()
  }
  return [query, readNewest]
}

/** Updates our record of a flow in the cached view, with the answer of an action. */
export function changeRecord(
  client: QueryClient,
  taskId: string,
  change: (record: FlowRecord) => FlowRecord,
): void {
  const { queryKey } = flowQuery(taskId)
  // Keeps the old time, because the flow itself was not reread.
  const updatedAt = client.getQueryState(queryKey)?.dataUpdatedAt
  client.setQueryData(
    queryKey,
    (view) => (view?.registry ? { ...view, registry: change(view.registry) } : view),
    updatedAt === undefined ? {} : { updatedAt },
  )
}
