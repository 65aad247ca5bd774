import { randomUUID } from 'node:crypto'
import { happenings } from '#shared/rules/situation/happenings.ts'
import type { Planner } from '#proxy/base/store/outbox/causes.ts'
import type { NewJob } from '#proxy/base/store/jobs/job.ts'

export const todoKind = 'todo'

/** What to do with a person's to-do; its content is looked up when it is done. */
export type TodoStep = 'open' | 'change' | 'close'

/** How long a step waits, for example for a permission, before it is given up. */
const expiryMs = 30 * 24 * 60 * 60_000

/**
 * A to-do for each turn: created at its start, updated with title and deadline, finished at its
 * end. The transaction that changes the turn adds each step once.
 */
export const planTodos: Planner = (change) => {
  const { corpId, taskId, before, after, at } = change
  const row = (step: TodoStep, userId: string): NewJob => {
    const turn = `${taskId}:${randomUUID().slice(0, 13)}:${userId}`
    return {
      corpId,
      kind: todoKind,
      key: step === 'open' ? turn : `${step}:${turn}`,
      userId,
      taskId,
      queue: `todo:${taskId}:${userId}`,
      payload: { step },
      dueAt: at,
      expiresAt: at + expiryMs,
    }
  }
  const put = happenings(before, after, at).flatMap((happening) => {
    if (happening.kind !== 'turns' || happening.by !== 'todo') return []
    const { begun, over, changed } = happening
    return [
      ...over.map((userId) => row('close', userId)),
      ...begun.map((userId) => row('open', userId)),
      ...changed.map((userId) => row('change', userId)),
    ]
  })
  return { put }
}
