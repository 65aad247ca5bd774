import { randomUUID } from 'node:crypto'
import { isDeepStrictEqual } from 'node:util'
import { earliestReminderMs } from '#proxy/features/messages/reminder-state.ts'
import { hasEnded } from '#shared/rules/codes/flow-status.ts'
import { happenings } from '#shared/rules/situation/happenings.ts'
import type { FlowChange, Plan } from '#proxy/base/store/outbox/causes.ts'
import type { NewJob, Job } from '#proxy/base/store/jobs/job.ts'

const dayMs = 24 * 60 * 60_000

export const intervalMs = { day: dayMs, 'three-days': 3 * dayMs } as const

/**
 * How long a reminder waits until somebody has fixed what prevents it; later ones wait behind it.
 */
const usefulMs = 30 * dayMs

const reminderKind = 'auto-reminder'

/** Plans the automatic reminders of the people a flow waits for. */
export function planReminders(change: FlowChange): Plan {
  const { before, after, at } = change
  const hasMoved = happenings(before, after, at).some(({ kind }) => kind === 'moved')
  const isAsBefore =
    before !== null &&
    !hasMoved &&
    before.deadline === after.deadline &&
    isDeepStrictEqual(before.reminders, after.reminders)
  if (isAsBefore) return { put: [] }
  return { put: firstOf(change), cancel: [{ kind: reminderKind, exceptKeys: [] }] }
}

/** Start of the last day before a deadline. */
export function lastDayOf(deadline: number): number {
  return deadline - dayMs
}

function firstOf({ corpId, taskId, after, at }: FlowChange): NewJob[] {
  const { status, reminders, deadline, nextStep } = after
  if (reminders === null || hasEnded(status)) return []
  const since = nextStep?.since ?? at
  if (reminders.every !== 'last-day') {
    // Others who sign at the same time may have been reminded already; the sender checks that.
    const dueAt = Math.max(since, reminders.at) + intervalMs[reminders.every]
    return [toRow(corpId, taskId, randomUUID(), Math.max(dueAt, at))]
  }
  if (deadline === null || deadline <= at) return []
  // Not right when a turn begins, because e签宝 itself tells people then.
  const dueAt = Math.max(lastDayOf(deadline), since + earliestReminderMs)
  // One reminder on the last day is enough.
  return dueAt < deadline ? [toRow(corpId, taskId, randomUUID(), dueAt)] : []
}

/** The reminder that follows another one; its key is the same for each try of that one. */
export function reminderAfter({ corpId, id }: Job, taskId: string, dueAt: number): NewJob {
  return toRow(corpId, taskId, `after:${id}`, dueAt)
}

/**
 * @param mark part of the key, different from all earlier reminders', as existing keys are ignored
 */
function toRow(corpId: string, taskId: string, mark: string, dueAt: number): NewJob {
  const key = `${reminderKind}:${taskId}:${mark}`
  const of = { corpId, taskId, kind: reminderKind, key, userId: null, payload: null }
  return { ...of, queue: `${reminderKind}:${taskId}`, dueAt, expiresAt: dueAt + usefulMs }
}
