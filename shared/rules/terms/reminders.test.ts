import { assert, boolean, integer, property } from 'fast-check'
import { expect, it } from 'vitest'
import { dateOfDay, dayNumber } from '#shared/rules/calendar/calendar-date.ts'
import { isWorkingDay, type MarkedDays } from '#shared/rules/calendar/working-days.ts'
import { type RememberedDate, remindersFrom } from './reminders.ts'
import type { Term } from './terms.ts'

const year = { years: 1, months: 0, days: 0 }

function termsOf(term: Partial<Term> & { dates?: RememberedDate[] }) {
  const empty = { begins: null, ends: null, length: null, notice: null, renewal: null }
  return { ...empty, isFirstDayCounted: false, dates: [], ...term }
}

function shown(from: string, terms: ReturnType<typeof termsOf>, ownDays?: MarkedDays): string[] {
  const lines = remindersFrom(from, terms, '2026-01-01', ownDays)
    .filter(({ about }) => about !== 'ended')
    .map(({ about, name, on, renews, left, day }) =>
      [day, left, name ?? about, on, renews ? 'renews' : 'ends'].join(' '),
    )
  lines.sort()
  return lines
}

it('tells of the end 30, 7 and 1 working days before, and on the working day until then', () => {
  // Over two holidays, with the working Saturday 10-10 and Sunday 09-20.
  expect(shown('2026-01-01', termsOf({ ends: '2026-10-11' }))).toEqual([
    '2026-08-24 30 end 2026-10-11 ends',
    '2026-09-23 7 end 2026-10-11 ends',
    '2026-10-09 1 end 2026-10-11 ends',
    '2026-10-10 0 end 2026-10-11 ends',
  ])
})

it('tells of the last working day of notice in place of the end, and of each renewal', () => {
  const renewal = { every: year, atMost: 1 }
  const terms = termsOf({ ends: '2026-08-28', notice: { years: 0, months: 2, days: 0 }, renewal })
  expect(shown('2026-06-25', terms)).toEqual([
    '2026-06-25 1 notice 2026-06-26 renews',
    '2026-06-26 0 notice 2026-06-26 renews',
    '2027-05-17 30 notice 2027-06-28 ends',
    '2027-06-17 7 notice 2027-06-28 ends',
    '2027-06-25 1 notice 2027-06-28 ends',
    '2027-06-28 0 notice 2027-06-28 ends',
  ])
})

it('tells of dates that come again until the contract has ended, and of no passed one', () => {
  const dates = [
    { name: '付款', on: '2026-01-31', everyMonths: 1 },
    { name: '质保', on: '2026-12-01', everyMonths: null },
    { name: '交付', on: '2026-01-05', everyMonths: null },
  ]
  const last = shown('2026-03-01', termsOf({ ends: '2026-05-10', dates })).filter((line) =>
    line.includes(' 0 '),
  )
  expect(last).toEqual([
    '2026-03-31 0 付款 2026-03-31 ends',
    '2026-04-30 0 付款 2026-04-30 ends',
    '2026-05-09 0 end 2026-05-10 ends',
    '2026-12-01 0 质保 2026-12-01 ends',
  ])
})

it('tells of notice by hand on a working day until then', () => {
  const noticeBy = '2026-06-27'
  const [first] = shown('2026-06-26', termsOf({ ends: '2026-08-28', noticeBy }))
  expect(first).toBe('2026-06-26 0 notice 2026-06-26 ends')
})

it('tells on the day after an end that it is over, and whether it renewed itself', () => {
  const renewal = { every: year, atMost: 1 }
  const ended = (from: string) =>
    remindersFrom(from, termsOf({ ends: '2026-08-28', renewal }), '2026-01-01')
      .filter(({ about }) => about === 'ended')
      .map(({ day, on, renews }) => [day, on, renews])
  const last = ['2027-08-29', '2027-08-28', false]
  expect(ended('2026-08-29')).toEqual([['2026-08-29', '2026-08-28', true], last])
  expect(ended('2026-08-30')).toEqual([last])
  expect(ended('2027-08-30')).toEqual([])
})

it('tells on no day off of the organisation', () => {
  const ownDays = { off: ['2026-06-26'], working: ['2026-06-27'] }
  const notice = { years: 0, months: 2, days: 0 }
  const [first] = shown('2026-06-25', termsOf({ ends: '2026-08-26', notice }), ownDays)
  expect(first).toBe('2026-06-25 0 notice 2026-06-25 ends')
  expect(shown('2026-06-26', termsOf({ ends: '2026-06-27' }), ownDays)).toEqual([
    '2026-06-27 0 end 2026-06-27 ends',
  ])
})

it('tells nothing of a term that is over', () => {
  expect(shown('2026-06-01', termsOf({ begins: '2001-01-01', ends: '2010-01-01' }))).toEqual([])
})

it('tells on no rest day, never late, and from one day to the next of the same', () => {
  const day = integer({ min: dayNumber('2025-01-01'), max: dayNumber('2030-12-31') }).map(dateOfDay)
  assert(
    property(day, day, integer({ min: 1, max: 14 }), boolean(), (from, ends, months, isNotice) => {
      const every = { years: 0, months, days: 0 }
      const terms = termsOf({
        ends,
        notice: isNotice ? { years: 0, months: 0, days: 20 } : null,
        renewal: { every, atMost: null },
        dates: [{ name: '付款', on: ends, everyMonths: months }],
      })
      const reminders = remindersFrom(from, terms, '2025-01-01')
      const before = reminders.filter(({ about }) => about !== 'ended')
      expect(before.filter(({ day: told }) => !isWorkingDay(told))).toEqual([])
      expect(before.filter(({ day: told, on }) => told > on)).toEqual([])
      expect(reminders.filter(({ left }) => left === 0).length).toBeGreaterThan(3)
      const first = reminders.reduce((least, { day: told }) => (told < least ? told : least), '9')
      const isFirst = ({ day: told }: { day: string }) => told === first
      expect(remindersFrom(first, terms, '2025-01-01').filter(isFirst)).toEqual(
        reminders.filter(isFirst),
      )
    }),
    { numRuns: 300 },
  )
})
