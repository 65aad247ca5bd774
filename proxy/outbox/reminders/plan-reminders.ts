import { isDeepStrictEqual } from 'node:util'
import { hasEnded } from '#shared/rules/codes/flow-status.ts'
import type { FlowChange, Plan } from '#proxy/store/outbox/causes.ts'
import type { FlowState } from '#proxy/store/outbox/flow-state.ts'
import type { NewRow, OutboxRow } from '#proxy/store/outbox/outbox-row.ts'
import { hasMoved } from '#proxy/outbox/news/plan-news.ts'

const dayMs = 24 * 60 * 60_000

/** Of reminders that come again and again. */
export const rhythmMs = { day: dayMs, 'three-days': 3 * dayMs } as const

/** Somebody may have to mend something before a reminder can be sent, and those after it with it. */
const usefulMs = 30 * dayMs

const reminderKind = 'auto-reminder'

/** When those who are waited for are reminded by themselves. */
export function planReminders(change: FlowChange): Plan {
  const { before, after } = change
  const isAsBefore =
    before !== null &&
    !hasMoved(before, after) &&
    before.deadline === after.deadline &&
    isDeepStrictEqual(before.reminders, after.reminders)
  if (isAsBefore) return { put: [] }
  const put = firstOf(change)
  const exceptKeys = put.map(({ key }) => key)
  return { put, cancel: [{ kind: reminderKind, exceptKeys }] }
}

function firstOf({ corpId, taskId, after, at }: FlowChange): NewRow[] {
  const dueAt = dueIn(after, at)
  return dueAt === null ? [] : [reminderAt(corpId, taskId, dueAt)]
}

function dueIn({ status, reminders, deadline, nextStep }: FlowState, at: number): number | null {
  if (reminders === null || hasEnded(status)) return null
  if (reminders.every !== 'last-day')
    return Math.max(nextStep?.since ?? at, reminders.at) + rhythmMs[reminders.every]
  if (deadline === null || deadline <= at) return null
  return deadline - dayMs
}

export function reminderAt(corpId: string, taskId: string, dueAt: number): NewRow {
  return toRow(corpId, taskId, String(dueAt), dueAt)
}

/** The reminder that follows another one, however often that is tried. */
export function reminderAfter({ corpId, id }: OutboxRow, taskId: string, dueAt: number): NewRow {
  return toRow(corpId, taskId, `after:${id}`, dueAt)
}

function toRow(corpId: string, taskId: string, mark: string, dueAt: number): NewRow {
  const key = `${reminderKind}:${taskId}:${mark}`
  const of = { corpId, taskId, kind: reminderKind, key, userId: null, payload: null }
  return { ...of, lane: `${reminderKind}:${taskId}`, dueAt, expiresAt: dueAt + usefulMs }
}
