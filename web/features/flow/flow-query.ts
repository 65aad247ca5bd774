import { type QueryState, queryOptions } from '@tanstack/react-query'
import type { Flow, FlowView } from '../../../shared/flow.ts'
import { hasEnded } from '../../../shared/flow-status.ts'
import { ApiError, isUnreached } from '../../api/api-error.ts'
import { takeFirstFlow } from '../../api/first-read.ts'
import { readFlow } from '../../api/flow.ts'
import { isLive } from '../../api/is-live.ts'
import { forgetView, keepView } from '../../api/kept.ts'
import { withSession } from '../../api/renew-session.ts'
import { sessionNote } from '../../api/session-note.ts'
import { pollDelay } from './poll-delay.ts'

/**
 * When this device first saw a flow as it is now. React Query keeps the very object while nothing
 * in it changes, so the object itself is the key.
 */
const seenSince = new WeakMap<Flow, number>()

/** How long to wait before trying again what did not reach the proxy, milliseconds. */
const unreachedDelay = 15_000

function pollInterval({ data, dataUpdatedAt, error }: QueryState<FlowView>): number | false {
  if (!data) return false
  // Web views are not to be trusted to tell when there is a network again.
  if (isUnreached(error)) return unreachedDelay
  if (hasEnded(data.flow.status)) return false
  const since = seenSince.get(data.flow) ?? dataUpdatedAt
  seenSince.set(data.flow, since)
  // The same from one read to the next, or each drawing of the page would put the next one off.
  return pollDelay(dataUpdatedAt - since, isLive.get())
}

/** Whether a flow may no longer be shown, whatever was seen of it before. */
export function isWithheld(error: unknown): boolean {
  if (!(error instanceof ApiError)) return false
  return ['flow-forbidden', 'link-invalid', 'flow-not-found'].includes(error.code)
}

/** The flow view, read again while the flow can still change and the page is seen. */
export function flowQuery(taskId: string) {
  return queryOptions({
    queryKey: ['flow', taskId],
    queryFn: async ({ signal }) => {
      const noteBefore = sessionNote()
      try {
        const view = await (takeFirstFlow(taskId) ??
          withSession(() => readFlow(taskId, { signal })))
        void keepView(taskId, view, noteBefore)
        return view
      } catch (cause) {
        if (isWithheld(cause)) void forgetView(taskId)
        throw cause
      }
    },
    refetchInterval: ({ state }) => pollInterval(state),
  })
}
