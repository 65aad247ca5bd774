import type { CalendarDate } from '#shared/rules/calendar/calendar-date.ts'
import { endAfter, noticeBefore, type Term } from './terms.ts'

export type TermField = 'begins' | 'ends' | 'length' | 'notice' | 'noticeBy'

/** What is wrong with a term whose fields are well-formed one by one. */
export function wrongFields(term: Term, signedOn: CalendarDate): TermField[] {
  const { begins, ends, length, notice, renewal } = term
  if (ends === null && length === null) return ['ends']
  if (ends !== null && length !== null) return ['ends', 'length']
  if (begins !== null && ends !== null && ends < begins) return ['ends']
  const { noticeBy = null } = term
  const last = renewal === null ? endAfter(term, signedOn, 0) : null
  const isAfterEnd = noticeBy !== null && last !== null && noticeBy > last
  const isBeforeBegin = noticeBy !== null && begins !== null && noticeBy < begins
  if (isAfterEnd || isBeforeBegin) return ['noticeBy']
  if (notice === null) return []
  const first = endAfter(term, signedOn, 0)
  const from = begins ?? (length === null ? null : signedOn)
  const isLonger = from !== null && noticeBefore(first, notice) < from
  // Notice of a renewed term would be due before the one before has ended.
  const isLongerThanRenewal =
    renewal !== null && noticeBefore(endAfter(term, signedOn, 1), notice) < first
  return isLonger || isLongerThanRenewal ? ['notice'] : []
}
