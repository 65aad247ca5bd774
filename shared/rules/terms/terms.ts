import { type CalendarDate, dayNumber } from '#shared/rules/calendar/calendar-date.ts'
import {
  lastWorkingDay,
  type MarkedDays,
  type WorkingDay,
} from '#shared/rules/calendar/working-days.ts'
import { addLength, type Length, sum, times } from './length.ts'

/** How long a contract runs, as people enter it. */
export type Term = {
  begins: CalendarDate | null
  /** Written by hand in place of a length; renewals are then counted from it. */
  ends: CalendarDate | null
  length: Length | null
  isFirstDayCounted: boolean
  /** How long before the end the other side has to know that it is not renewed. */
  notice: Length | null
  /** The last day of notice of one term, written by hand in place of the one that follows. */
  noticeBy?: CalendarDate | null
  /** Null if it does not renew itself. */
  renewal: {
    every: Length
    /** Null for as often as nobody gives notice. */
    atMost: number | null
  } | null
}

/** Where a contract stands on a day. */
export type Standing = {
  /** The end of the term that runs on the day; of the last one if none does any more. */
  ends: CalendarDate
  /** Negative once it has ended. */
  daysLeft: number
  /** How often it has renewed itself. */
  renewals: number
  /** Whether it renews itself again at the end. */
  renewsAgain: boolean
  /** The last day on which notice is in time; null if none is agreed. */
  noticeEnds: CalendarDate | null
  /** The last working day until then; a day written by hand as it is. */
  lastNotice: WorkingDay | null
  isNoticeByHand: boolean
}

/**
 * The end of a term after a number of renewals, always from where it began, because a month's last
 * day would shift if it were counted from the last result.
 * @param signedOn from which a length without a begin is counted
 */
export function endAfter(term: Term, signedOn: CalendarDate, renewals: number): CalendarDate {
  const { begins, ends, length, isFirstDayCounted, renewal } = term
  const added = times(renewal?.every ?? none, renewals)
  if (ends !== null) return addLength(ends, added)
  return addLength(begins ?? signedOn, sum(length ?? none, added), isFirstDayCounted)
}

const none: Length = { years: 0, months: 0, days: 0 }

/** The last day of notice, before a term ends; not yet a working day. */
export function noticeBefore(ends: CalendarDate, notice: Length): CalendarDate {
  return addLength(ends, times(notice, -1))
}

/** @param ownDays working days and days off of the organisation */
export function standingOn(
  today: CalendarDate,
  term: Term,
  signedOn: CalendarDate,
  ownDays?: MarkedDays,
): Standing {
  const { renewal } = term
  const most = renewal === null ? 0 : (renewal.atMost ?? Infinity)
  const late = dayNumber(today) - dayNumber(endAfter(term, signedOn, 0))
  // No renewal is longer than this, so that none before is looked at.
  const { years, months, days } = renewal?.every ?? none
  const longest = years * 366 + months * 31 + days
  let renewals = Math.min(most, longest === 0 ? 0 : Math.max(0, Math.floor(late / longest) - 1))
  while (renewals < most && endAfter(term, signedOn, renewals) < today) renewals += 1
  const ends = endAfter(term, signedOn, renewals)
  const notice = noticeOf(term, signedOn, renewals)
  return {
    ends,
    daysLeft: dayNumber(ends) - dayNumber(today),
    renewals,
    renewsAgain: renewals < most,
    noticeEnds: notice?.on ?? null,
    lastNotice: notice && lastNoticeOf(notice, ownDays),
    isNoticeByHand: notice?.isByHand ?? false,
  }
}

type Notice = {
  /** The last day, not yet a working day. */
  on: CalendarDate
  isByHand: boolean
}

function lastNoticeOf({ on, isByHand }: Notice, ownDays: MarkedDays | undefined): WorkingDay {
  return isByHand ? { date: on, isPublished: true } : lastWorkingDay(on, ownDays)
}

/**
 * The notice before a term ends: the day written by hand if it lies in that term, else the day that
 * follows from the terms; null if none is agreed.
 */
export function noticeOf(term: Term, signedOn: CalendarDate, renewals: number): Notice | null {
  const { notice, noticeBy = null } = term
  const ends = endAfter(term, signedOn, renewals)
  const endedBefore = renewals === 0 ? null : endAfter(term, signedOn, renewals - 1)
  const isInTerm = (day: CalendarDate) => day <= ends && (endedBefore === null || day > endedBefore)
  if (noticeBy !== null && isInTerm(noticeBy)) return { on: noticeBy, isByHand: true }
  return notice && { on: noticeBefore(ends, notice), isByHand: false }
}
