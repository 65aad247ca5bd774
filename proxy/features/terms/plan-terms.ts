import type { NewJob } from '#proxy/base/store/jobs/job.ts'
import { type CalendarDate, dateOfDay, dayNumber } from '#shared/rules/calendar/calendar-date.ts'
import { isWorkingDay, type MarkedDays } from '#shared/rules/calendar/working-days.ts'
import { remindersFrom, type TermReminder } from '#shared/rules/terms/reminders.ts'
import type { EpochMs } from '#shared/rules/time.ts'
import type { Terms } from '#shared/schemas/flow/terms.ts'

export const planKind = 'term-reminder'
export const messageKind = 'term-message'

const hourMs = 60 * 60_000
const dayMs = 24 * hourMs

export type StoredTerms = { terms: Terms; version: string; signedOn: CalendarDate }

/** What the job that tells people of terms knows; its terms may have been changed since. */
export type TermPlan = {
  version: string
  /** What was to be told on an earlier day is over. */
  from: CalendarDate
  /** When it was set; of the mornings before, only the last reminder of that day is made up for. */
  since: EpochMs
}

export type TermPlanOf = {
  corpId: string
  taskId: string
  found: StoredTerms
  timeZone: string
  ownDays: MarkedDays
}

/** @returns the job that tells next, if there is anything left to tell */
export function planTerms(of: TermPlanOf, now: EpochMs, plan: Omit<TermPlan, 'version'>): NewJob[] {
  const { corpId, taskId, found, timeZone } = of
  const day = firstDay(comingBy(of, plan))
  if (day === null) return []
  const { version } = found
  return [
    {
      corpId,
      taskId,
      kind: planKind,
      key: `${planKind}:${taskId}:${version}:${plan.from}`,
      payload: { version, ...plan } satisfies TermPlan,
      dueAt: lookAt(morningOf(day, timeZone), now),
      expiresAt: null,
    },
  ]
}

/** What is still to be told by a plan. */
export function comingBy(
  { found, timeZone, ownDays }: TermPlanOf,
  { from, since }: Omit<TermPlan, 'version'>,
): TermReminder[] {
  const setOn = dateIn(timeZone, since)
  return remindersFrom(from, found.terms, found.signedOn, ownDays).filter(
    ({ day, left }) => morningOf(day, timeZone) >= since || (left === 0 && day >= setOn),
  )
}

export function firstDay(reminders: readonly TermReminder[]): CalendarDate | null {
  return reminders.map(({ day }) => day).toSorted()[0] ?? null
}

/** When to look at a plan: again each week, as holidays come out that move its days. */
export function lookAt(at: EpochMs, now: EpochMs): EpochMs {
  return Math.max(now, Math.min(at, now + 7 * dayMs))
}

/** Its key is the same however often a plan is made anew, so that nobody is told twice. */
export function toMessage(
  { corpId, taskId, timeZone, ownDays }: TermPlanOf,
  reminder: TermReminder,
  userId: string,
  now: EpochMs,
): NewJob {
  const { about, name, on, left } = reminder
  const key = [messageKind, taskId, about, name ?? '', on, left, userId].join(':')
  const of = { corpId, taskId, userId, kind: messageKind, key, payload: reminder }
  const dueAt = workingTime(now, timeZone, ownDays)
  // Tried for a day, and once more where that ends on a rest day.
  const expiresAt = workingTime(dueAt + dayMs, timeZone, ownDays) + hourMs
  return { ...of, dueAt, expiresAt }
}

/** The same time, if it is on a working day from 09:00 on, else 09:00 of the next one. */
export function workingTime(now: EpochMs, timeZone: string, ownDays: MarkedDays): EpochMs {
  let day = dateIn(timeZone, now)
  while (!isWorkingDay(day, ownDays)) day = dateOfDay(dayNumber(day) + 1)
  return Math.max(now, morningOf(day, timeZone))
}

export function dateIn(timeZone: string, at: EpochMs): CalendarDate {
  return localText(timeZone, at).slice(0, 10)
}

/** 09:00 in a zone. */
export function morningOf(date: CalendarDate, timeZone: string): EpochMs {
  const inUtc = Date.parse(`${date}T09:00:00Z`)
  const offset = (at: EpochMs) => Date.parse(`${localText(timeZone, at)}Z`) - at
  return inUtc - offset(inUtc - offset(inUtc))
}

/** `2026-11-30T08:00:00`. */
function localText(timeZone: string, at: EpochMs): string {
  return new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'medium' })
    .format(at)
    .replace(' ', 'T')
}
