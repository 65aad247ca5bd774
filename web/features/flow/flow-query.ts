import {
  type Query,
  type QueryClient,
  queryOptions,
  useQuery,
  useQueryClient,
  type UseQueryResult,
} from '@tanstack/react-query'
import type { FlowView } from '#shared/schemas/flow/flow.ts'
import type { Flow } from '#shared/rules/flow.ts'
import type { EpochMs } from '#shared/rules/time.ts'
import type { FlowRecord } from '#shared/schemas/flow/flow-record.ts'
import type { ReminderAnswer } from '#shared/schemas/flow/remind/reminder.ts'
import { hasEnded } from '#shared/rules/codes/flow-status.ts'
import { hasCode, isUnreachable } from '#web/api/http/api-error.ts'
import { flowKey, readFlow } from '#web/api/queries/flow.ts'
import type { RequestOptions } from '#web/api/http/http.ts'
import { sessionQuery } from '#web/api/session/session-query.ts'
import { withSession } from '#web/api/session/renew-session.ts'
import { useDevice } from '#web/i18n/device.ts'
import { pollDelay } from './poll-delay.ts'

/**
 * When this device first saw a flow in its current state. TanStack Query keeps the same object
 * while nothing changes.
 */
const seenSince = new WeakMap<Flow, number>()

/** How long the result of the first read is fresh, in milliseconds. */
const freshMs = 2000

/** How long a failure is shown to who comes to the page, before it is read again; milliseconds. */
const failedMs = 10_000

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

/** Reads the flow view, signing in again where the session has ended. Rejects with `ApiError`. */
export function readView(
  client: QueryClient,
  taskId: string,
  options: RequestOptions,
): Promise<FlowView> {
  return withSession(client, (http) => readFlow(http, taskId, options))
}

/** The flow view, polled while the flow can change and the page is visible. */
export function flowQuery(taskId: string) {
  return queryOptions({
    queryKey: flowKey(taskId),
    queryFn: ({ client, signal }) => readView(client, taskId, { signal }),
    staleTime: freshMs,
    refetchInterval: pollInterval,
  })
}

/** Whether a flow failed a moment ago, in the present session if it needed one. */
function hasJustFailed(client: QueryClient, taskId: string, now: EpochMs): boolean {
  const state = client.getQueryState<FlowView>(flowKey(taskId))
  if (state === undefined || now - state.errorUpdatedAt > failedMs) return false
  const signedInAt = client.getQueryState(sessionQuery.queryKey)?.dataUpdatedAt ?? 0
  return !hasCode(state.error, 'session-required') || signedInAt <= state.errorUpdatedAt
}

/**
 * The flow view, refetched on mount unless the proxy has just drawn it, and a function that rereads
 * it from upstream.
 */
export function useFlow(
  taskId: string,
): [UseQueryResult<FlowView>, () => Promise<{ isError: boolean }>] {
  const client = useQueryClient()
  const { now } = useDevice()
  const query = useQuery({
    ...flowQuery(taskId),
    // Until hydration is over, `now` is the time of drawing.
    staleTime: ({ state }) => (state.dataUpdatedAt === now() ? Infinity : freshMs),
    // The read that began before React may have failed already.
    retryOnMount: !hasJustFailed(client, taskId, now()),
  })
  const readNewest = async () => {
    const { queryKey } = flowQuery(taskId)
    // What is being read already may be older.
    await client.cancelQueries({ queryKey })
    const reading = client.fetchQuery({
      ...flowQuery(taskId),
      queryFn: ({ signal }) => readView(client, taskId, { signal, isRefresh: true }),
      staleTime: 0,
    })
    return reading.then(
      () => ({ isError: false }),
      () => ({ isError: true }),
    )
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

/** Notes a reminder that was sent in the cached view, and rereads the flow. */
export function noteReminder(
  client: QueryClient,
  taskId: string,
  { urge, reminderState }: ReminderAnswer,
): void {
  changeRecord(client, taskId, (record) => ({
    ...record,
    urge: reminderState,
    reminders: [urge, ...(record.reminders ?? record.urges)],
  }))
  void client.invalidateQueries({ queryKey: flowQuery(taskId).queryKey })
}
