import { isDeepStrictEqual } from 'node:util'
import { hasEnded } from '#shared/rules/codes/flow-status.ts'
import type { FlowChange, Plan } from '#proxy/base/store/outbox/causes.ts'
import type { FlowState } from '#proxy/base/store/outbox/flow-state.ts'
import type { NewJob } from '#proxy/base/store/jobs/job.ts'
import type { NewsPayload } from './news-payload.ts'

const dayMs = 24 * 60 * 60_000

/** A standstill becomes news after this time (milliseconds). */
const stillMs = 3 * dayMs

/** Changes found later than this are no longer news (milliseconds). */
const staleMs = 3 * dayMs

/** The messages caused by a change of a flow, now or later. */
export function planNews(change: FlowChange): Plan {
  const { before, after } = change
  if (hasEnded(after.status)) {
    const cancel = laterKinds.map((kind) => ({ kind, exceptKeys: [] }))
    return { put: [...endOf(change), ...barsOf(change)], cancel }
  }
  const deadline = deadlineOf(change)
  const cancel = [{ kind: 'news-deadline', exceptKeys: deadline.map(({ key }) => key) }]
  const put = [...refusalOf(change), ...deadline, ...barsOf(change)]
  if (before?.isPlanned === true && !hasMoved(before, after)) return { put, cancel }
  return {
    put: [...put, ...stillOf(change, movedAtIn(change))],
    cancel: [...cancel, { kind: 'news-stuck', exceptKeys: [] }],
  }
}

/** Kinds of jobs that wait for their time. */
const laterKinds = ['news-deadline', 'news-stuck'] as const

function toRow(
  { corpId, taskId }: FlowChange,
  kind: 'news' | (typeof laterKinds)[number],
  when: { mark: string; dueAt: number; expiresAt?: number },
  payload: NewsPayload,
): NewJob {
  const { mark, ...times } = when
  return { corpId, taskId, kind, key: `news:${taskId}:${mark}`, userId: null, payload, ...times }
}

/** Whether the flow was known to be in progress, so that its end is news. */
function wasUnderWay(before: FlowState | null): boolean {
  return before !== null && (before.isByApp || before.readAt !== null) && !hasEnded(before.status)
}

/** Whether a refusal or an end was found too late to be news, as after restoring a backup. */
function isStale({ after, at }: FlowChange): boolean {
  return (after.nextStep?.since ?? at) < at - staleMs
}

function endOf(change: FlowChange): NewJob[] {
  const { before, after, at } = change
  if (!wasUnderWay(before) || isStale(change)) return []
  if (after.status === 'refused') return [refusal(change)]
  if (after.status !== 'completed') return []
  return [toRow(change, 'news', { mark: 'completed', dueAt: at }, { about: 'completed' })]
}

/** News of a refusal that has not ended the flow upstream yet. */
function refusalOf(change: FlowChange): NewJob[] {
  const { before, after } = change
  const isNews = wasUnderWay(before) && !isStale(change)
  return isNews && after.nextStep?.kind === 'refused-not-ended' ? [refusal(change)] : []
}

function refusal(change: FlowChange): NewJob {
  const { nextStep } = change.after
  const payload = {
    about: 'refused' as const,
    who: nextStep?.people ?? [],
    why: nextStep?.reason ?? null,
  }
  return toRow(change, 'news', { mark: 'refused', dueAt: change.at }, payload)
}

/** News a day before the deadline, if the flow had longer than that. */
function deadlineOf(change: FlowChange): NewJob[] {
  const { after, at } = change
  const { deadline } = after
  if (deadline === null || deadline <= at) return []
  const dueAt = deadline - dayMs
  if (dueAt <= (after.createdAt ?? at)) return []
  const when = { mark: `deadline:${deadline}`, dueAt, expiresAt: deadline }
  return [toRow(change, 'news-deadline', when, { about: 'deadline', deadline })]
}

function stillOf(change: FlowChange, movedAt: number): NewJob[] {
  const { after, at } = change
  const dueAt = movedAt + stillMs
  if (after.status !== 'signing' || dueAt < at - staleMs) return []
  const payload = { about: 'stuck' as const, step: after.nextStep, movedAt }
  return [toRow(change, 'news-stuck', { mark: `stuck:${movedAt}`, dueAt }, payload)]
}

/** When the detected change happened. */
function movedAtIn({ before, after, at }: FlowChange): number {
  const since = after.nextStep?.since ?? null
  const known = before?.isPlanned === true ? before.nextStep : null
  if (known === null || known.kind === 'signing-unknown-who')
    return Math.max(since ?? after.createdAt ?? at, known?.since ?? 0)
  // Others who sign at the same time may have been waited for much longer.
  return since !== null && since > (before?.readAt ?? 0) ? since : at
}

/** Whether the flow progressed, rather than only being renamed or registered differently. */
export function hasMoved(before: FlowState, after: FlowState): boolean {
  return before.status !== after.status || !isDeepStrictEqual(before.nextStep, after.nextStep)
}

/** Updates the status shown by messages already sent. */
function barsOf(change: FlowChange): NewJob[] {
  const { corpId, taskId, before, after, at } = change
  if (before === null || before.status === after.status) return []
  const key = `bars:${taskId}:${after.status}:${at}`
  return [{ corpId, taskId, kind: 'bars', key, userId: null, payload: null, dueAt: at }]
}
