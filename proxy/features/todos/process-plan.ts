import { randomUUID } from 'node:crypto'
import { happenings } from '#shared/rules/situation/happenings.ts'
import type { Planner } from '#proxy/base/store/outbox/causes.ts'
import type { NewJob } from '#proxy/base/store/jobs/job.ts'

/** Starts a flow's process, which is not idempotent. */
export const processStartKind = 'process-start'
/** Its tasks and its end, which may be retried. */
export const processKind = 'process'

/**
 * - `task`: a person's turn starts; `close`: it is over; `end`: the flow has ended, or has no
 * turns.
 */
export type ProcessStep = 'task' | 'close' | 'end'

const expiryMs = 30 * 24 * 60 * 60_000

/**
 * A process of DingTalk's process centre for each flow with turns, and a task for each turn.
 * DingTalk handles calls about one process one at a time, so they share a queue.
 */
export const planProcess: Planner = (change) => {
  const { corpId, taskId, before, after, at } = change
  const queue = `process:${taskId}`
  const row = (step: ProcessStep | 'start', userId: string | null): NewJob => ({
    corpId,
    kind: step === 'start' ? processStartKind : processKind,
    key: `process-${step}:${taskId}:${randomUUID().slice(0, 13)}`,
    userId,
    taskId,
    queue,
    payload: { step },
    dueAt: at,
    expiresAt: at + expiryMs,
  })
  const put = happenings(before, after, at).flatMap((happening) => {
    if (happening.kind !== 'turns' || happening.by !== 'process') return []
    const { begun, over, isLast } = happening
    return [
      ...over.map((userId) => row('close', userId)),
      // Dropped if an earlier turn has started the process.
      ...(begun.length > 0 ? [row('start', null)] : []),
      ...begun.map((userId) => row('task', userId)),
      ...(isLast ? [row('end', null)] : []),
    ]
  })
  return { put }
}
