import { type CalendarDate, dateOfDay, dayNumber } from '#shared/rules/calendar/calendar-date.ts'
import { lastWorkingDay, type MarkedDays } from '#shared/rules/calendar/working-days.ts'
import { addLength } from './length.ts'
import { endAfter, noticeOf, standingOn, type Term } from './terms.ts'

/** Working days before a date on which people are told of it, and on the day itself. */
const daysBefore = [30, 7, 1, 0]

/** More than have reminders on one day: a month has at least 15 working days. */
const atOnce = 4

export type RememberedDate = { name: string; on: CalendarDate; everyMonths: number | null }

/** What people are told of, once each. */
export type TermReminder = {
  /** `ended` is told of after the end, whatever day that is. */
  about: 'notice' | 'end' | 'date' | 'ended'
  /** Of a date to remember. */
  name: string | null
  /** The date it is about; of notice, the last working day. */
  on: CalendarDate
  /** Whether the contract renews itself without notice, or at its end. */
  renews: boolean
  /** How many working days before the date; -1 after it. */
  left: number
  /** The day on which it is told, a working day unless it is the day after an end. */
  day: CalendarDate
}

type Occasion = Pick<TermReminder, 'about' | 'name' | 'on' | 'renews'>

/**
 * Of the terms and dates that are next, from a day on; never on a rest day, but for ends that are over.
 * @param ownDays working days and days off of the organisation
 */
export function remindersFrom(
  from: CalendarDate,
  { dates, ...term }: Term & { dates: readonly RememberedDate[] },
  signedOn: CalendarDate,
  ownDays?: MarkedDays,
): TermReminder[] {
  const occasions = [
    ...endsFrom(from, term, signedOn, ownDays),
    ...dates.flatMap((date) => timesOf(date, from, lastEnd(term, signedOn))),
  ]
  const reminders = occasions.flatMap((occasion) =>
    daysBefore.map((left) => ({
      ...occasion,
      left,
      day: workingDayBefore(occasion.on, left, ownDays),
    })),
  )
  return [...reminders, ...endedFrom(from, term, signedOn)].filter(({ day }) => day >= from)
}

/** Of the ends themselves, on the day after each. */
function endedFrom(from: CalendarDate, term: Term, signedOn: CalendarDate): TermReminder[] {
  return nextEnds(dateOfDay(dayNumber(from) - 1), term, signedOn).map(({ ends, renews }) => {
    const day = dateOfDay(dayNumber(ends) + 1)
    return { about: 'ended', name: null, on: ends, renews, left: -1, day }
  })
}

/** Of notice where it is agreed, else the ends themselves. */
function endsFrom(
  from: CalendarDate,
  term: Term,
  signedOn: CalendarDate,
  ownDays: MarkedDays | undefined,
): Occasion[] {
  return nextEnds(from, term, signedOn).map(({ ends, renewals, renews }) => {
    const of = { name: null, renews }
    const notice = noticeOf(term, signedOn, renewals)
    if (notice === null) return { ...of, about: 'end', on: ends }
    return { ...of, about: 'notice', on: lastWorkingDay(notice.on, ownDays).date }
  })
}

/** From the end of the term that runs on a day, whether each is followed by another term. */
function nextEnds(day: CalendarDate, term: Term, signedOn: CalendarDate) {
  const { renewals } = standingOn(day, term, signedOn)
  const most = term.renewal === null ? 0 : (term.renewal.atMost ?? Infinity)
  return Array.from({ length: Math.min(atOnce, most - renewals + 1) }, (_, later) => ({
    ends: endAfter(term, signedOn, renewals + later),
    renewals: renewals + later,
    renews: renewals + later < most,
  }))
}

/** A date that comes again does so until the contract has ended. */
function timesOf(
  { name, on, everyMonths }: RememberedDate,
  from: CalendarDate,
  until: CalendarDate | null,
): Occasion[] {
  const toOccasion = (date: CalendarDate): Occasion => ({
    about: 'date',
    name,
    on: date,
    renews: false,
  })
  if (everyMonths === null) return [toOccasion(on)]
  const passed = Math.floor((dayNumber(from) - dayNumber(on)) / (31 * everyMonths))
  let time = Math.max(0, passed)
  const dateAt = (count: number) =>
    addLength(on, { years: 0, months: count * everyMonths, days: 0 })
  while (dateAt(time) < from) time += 1
  return Array.from({ length: atOnce }, (_, later) => dateAt(time + later))
    .filter((date) => date === on || until === null || date <= until)
    .map(toOccasion)
}

/** Null if it renews itself for ever. */
function lastEnd(term: Term, signedOn: CalendarDate): CalendarDate | null {
  const most = term.renewal === null ? 0 : term.renewal.atMost
  return most === null ? null : endAfter(term, signedOn, most)
}

function workingDayBefore(
  date: CalendarDate,
  count: number,
  ownDays: MarkedDays | undefined,
): CalendarDate {
  let day = lastWorkingDay(date, ownDays).date
  for (let gone = 0; gone < count; gone += 1)
    day = lastWorkingDay(dateOfDay(dayNumber(day) - 1), ownDays).date
  return day
}
