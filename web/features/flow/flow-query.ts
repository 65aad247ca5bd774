import { queryOptions } from '@tanstack/react-query'
import type { Flow } from '../../../shared/flow.ts'
import { hasEnded } from '../../../shared/flow-status.ts'
import { takeFirstFlow } from '../../api/first-read.ts'
import { readFlow } from '../../api/flow.ts'
import { withSession } from '../../api/renew-session.ts'
import { pollDelay } from './poll-delay.ts'

/**
 * When this device first saw a flow as it is now. React Query keeps the very object while nothing
 * in it changes, so the object itself is the key.
 */
const seenSince = new WeakMap<Flow, number>()

function pollInterval(flow: Flow | undefined): number | false {
  if (!flow || hasEnded(flow.status)) return false
  const now = Date.now()
  const since = seenSince.get(flow) ?? now
  seenSince.set(flow, since)
  return pollDelay(now - since)
}

/** The flow view, read again while the flow can still change and the page is seen. */
export function flowQuery(taskId: string) {
  return queryOptions({
    queryKey: ['flow', taskId],
    queryFn: ({ signal }) =>
      takeFirstFlow(taskId) ?? withSession(() => readFlow(taskId, { signal })),
    refetchInterval: (query) => pollInterval(query.state.data?.flow),
  })
}
