import type { NewJob } from '#proxy/base/store/jobs/job.ts'
import type { CalendarDate } from '#shared/rules/calendar/calendar-date.ts'
import type { MarkedDays } from '#shared/rules/calendar/working-days.ts'
import { remindersFrom, type TermReminder } from '#shared/rules/terms/reminders.ts'
import type { EpochMs } from '#shared/rules/time.ts'
import type { Terms } from '#shared/schemas/flow/terms.ts'

export const planKind = 'term-reminder'
export const messageKind = 'term-message'

const dayMs = 24 * 60 * 60_000

export type StoredTerms = { terms: Terms; version: string; signedOn: CalendarDate }

/** What the job that tells people of terms knows; its terms may have been changed since. */
export type TermPlan = { version: string; day: CalendarDate; reminders: TermReminder[] }

type TermPlanOf = {
  corpId: string
  taskId: string
  found: StoredTerms
  timeZone: string
  ownDays: MarkedDays
}

/**
 * The next day on which people are told. Of what was set later than that day's morning, only the
 * last reminder is made up for.
 * @param toldOn the day on which they were told before; null if terms were set now
 */
export function planTerms(of: TermPlanOf, now: EpochMs, toldOn: CalendarDate | null): NewJob[] {
  const { corpId, taskId, found, timeZone, ownDays } = of
  const today = dateIn(timeZone, now)
  const isMorning = now <= morningOf(today, timeZone)
  const coming = remindersFrom(today, found.terms, found.signedOn, ownDays).filter(
    ({ day, left }) => (toldOn === null ? day > today || left === 0 || isMorning : day > toldOn),
  )
  const day = coming.map((reminder) => reminder.day).toSorted()[0]
  if (day === undefined) return []
  const { version } = found
  const reminders = coming.filter((reminder) => reminder.day === day)
  return [
    {
      corpId,
      taskId,
      kind: planKind,
      key: `${planKind}:${taskId}:${version}:${day}`,
      payload: { version, day, reminders } satisfies TermPlan,
      dueAt: Math.max(now, morningOf(day, timeZone)),
      expiresAt: null,
    },
  ]
}

/** Its key is the same however often a plan is made anew, so that nobody is told twice. */
export function toMessage(
  { corpId, taskId }: TermPlanOf,
  reminder: TermReminder,
  userId: string,
  now: EpochMs,
): NewJob {
  const { about, name, on, left } = reminder
  const key = [messageKind, taskId, about, name ?? '', on, left, userId].join(':')
  const of = { corpId, taskId, userId, kind: messageKind, key, payload: reminder }
  return { ...of, dueAt: now, expiresAt: now + dayMs }
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
