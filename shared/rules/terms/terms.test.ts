import { assert, boolean, integer, property, record } from 'fast-check'
import { Temporal } from 'temporal-polyfill'
import { describe, expect, it } from 'vitest'
import { addLength, type Length } from './length.ts'
import { endAfter, standingOn, type Term } from './terms.ts'

const run = { numRuns: 2000 }

const months = (count: number): Length => ({ years: 0, months: count, days: 0 })

function termOf(term: Partial<Term>): Term {
  const empty = { begins: null, ends: null, length: null, notice: null, renewal: null }
  return { ...empty, isFirstDayCounted: false, ...term }
}

describe('the end of a length', () => {
  // By hand: Temporal would subtract a day of these, too.
  it.each([
    ['2023-01-30', months(1), '2023-02-28'],
    ['2024-01-31', months(1), '2024-02-29'],
    ['2024-01-30', months(1), '2024-02-29'],
    ['2024-01-29', months(1), '2024-02-28'],
    ['2026-03-31', months(1), '2026-04-30'],
    ['2026-03-01', months(1), '2026-03-31'],
    ['2024-02-29', { years: 1, months: 0, days: 0 }, '2025-02-28'],
    ['2024-02-29', { years: 4, months: 0, days: 0 }, '2028-02-28'],
    ['2024-01-31', { years: 0, months: 1, days: 5 }, '2024-03-05'],
    ['2026-01-01', { years: 0, months: 0, days: 10 }, '2026-01-10'],
    ['2026-01-01', { years: 1, months: 0, days: 0 }, '2026-12-31'],
  ])('from %s, whose first day is counted', (begins, length, ends) => {
    expect(addLength(begins, length, true)).toBe(ends)
  })

  const day = integer({ min: 0, max: 61 * 365 }).map((days) =>
    Temporal.PlainDate.from('2000-01-01').add({ days }),
  )
  const length = record({
    years: integer({ min: 0, max: 10 }),
    months: integer({ min: 0, max: 40 }),
    days: integer({ min: 0, max: 400 }),
  })

  it('is what Temporal answers, of random terms', () => {
    assert(
      property(
        record({ day, length, every: length, notice: length, isFirstDayCounted: boolean() }),
        integer({ min: 0, max: 12 }),
        ({ day: begins, length: first, every, notice, isFirstDayCounted }, renewals) => {
          const term = termOf({
            begins: String(begins),
            length: first,
            renewal: { every, atMost: null },
            isFirstDayCounted,
          })
          const byMonths = begins.add({
            years: first.years + renewals * every.years,
            months: first.months + renewals * every.months,
          })
          const isClamped = byMonths.day !== begins.day
          const expected = byMonths
            .add({ days: first.days + renewals * every.days })
            .subtract({ days: isFirstDayCounted && !isClamped ? 1 : 0 })
          const ends = endAfter(term, '1999-01-01', renewals)
          expect(ends).toBe(String(expected))
          const noticed = standingOn(ends, { ...term, renewal: null, ends, notice }, ends)
          expect(noticed.noticeEnds).toBe(String(expected.subtract(notice)))
        },
      ),
      run,
    )
  })
})

describe('renewals', () => {
  it('are counted from the begin, so that a last day of a month stays one', () => {
    const term = termOf({
      begins: '2024-01-31',
      length: months(1),
      renewal: { every: months(1), atMost: null },
    })
    const ends = [0, 1, 2, 3].map((renewals) => endAfter(term, '2024-01-31', renewals))
    expect(ends).toEqual(['2024-02-29', '2024-03-31', '2024-04-30', '2024-05-31'])
  })

  it('are counted from the day of signing without a begin, and from an end written by hand', () => {
    const renewal = { every: months(12), atMost: null }
    expect(endAfter(termOf({ length: months(12), renewal }), '2024-05-31', 1)).toBe('2026-05-31')
    const byHand = termOf({ begins: '2024-01-01', ends: '2024-12-15', renewal })
    expect(endAfter(byHand, '2024-05-31', 2)).toBe('2026-12-15')
  })

  it('end when they are used up', () => {
    const term = termOf({ ends: '2024-03-01', renewal: { every: months(12), atMost: 2 } })
    const on = (today: string) => standingOn(today, term, '2023-01-01')
    expect(on('2024-03-01')).toMatchObject({ ends: '2024-03-01', daysLeft: 0, renewsAgain: true })
    expect(on('2024-03-02')).toMatchObject({ ends: '2025-03-01', renewals: 1, renewsAgain: true })
    expect(on('2030-01-01')).toMatchObject({ ends: '2026-03-01', renewals: 2, renewsAgain: false })
    expect(on('2026-03-31').daysLeft).toBe(-30)
  })

  it('find the term of any day, as if every term before were looked at', () => {
    const lengthOf = record({
      years: integer({ min: 0, max: 2 }),
      months: integer({ min: 0, max: 14 }),
      days: integer({ min: 1, max: 40 }),
    })
    const days = integer({ min: 0, max: 20 * 365 }).map((count) =>
      String(Temporal.PlainDate.from('2020-01-01').add({ days: count })),
    )
    assert(
      property(days, days, lengthOf, lengthOf, boolean(), (begins, today, ...rest) => {
        const [length, every, isFirstDayCounted] = rest
        const renewal = { every, atMost: null }
        const term = termOf({ begins, length, renewal, isFirstDayCounted })
        let renewals = 0
        while (endAfter(term, begins, renewals) < today) renewals += 1
        expect(standingOn(today, term, begins).renewals).toBe(renewals)
      }),
      run,
    )
  })
})

describe('what GLPI answered wrongly', () => {
  const yearly = { every: months(12), atMost: null }

  it.each([
    [
      '#2596: the end comes from the length, not from the begin',
      '2017-08-10',
      { begins: '2017-01-01', length: months(12) },
      '2018-01-01',
      null,
    ],
    [
      '#6004: the first length counts before the renewal',
      '2019-06-06',
      { begins: '2018-09-27', length: months(36), notice: months(3), renewal: yearly },
      '2021-09-27',
      '2021-06-27',
    ],
    [
      '#9090: a renewed contract has not ended',
      '2021-05-20',
      { begins: '2019-05-01', length: months(12), renewal: yearly },
      '2022-05-01',
      null,
    ],
    [
      '#14703: 60 months and 12 more are 72',
      '2023-05-12',
      { begins: '2018-05-01', length: months(60), notice: months(3), renewal: yearly },
      '2024-05-01',
      '2024-02-01',
    ],
    [
      '#15893: 36 months and then 12, with notice of 3',
      '2023-10-31',
      { begins: '2020-08-01', length: months(36), notice: months(3), renewal: yearly },
      '2024-08-01',
      '2024-05-01',
    ],
    [
      '#17725: of 60 months before 2020 as of those after',
      '2024-08-27',
      { begins: '2019-01-01', length: months(60), renewal: yearly },
      '2025-01-01',
      null,
    ],
    [
      '#17725: of 60 months that still run',
      '2024-08-27',
      { begins: '2020-01-01', length: months(60), renewal: yearly },
      '2025-01-01',
      null,
    ],
    [
      '#18954: notice that has passed changes no date without renewal',
      '2025-02-10',
      { begins: '2024-02-15', length: months(12), notice: months(3) },
      '2025-02-15',
      '2024-11-15',
    ],
    [
      '#19259: only a renewal that comes by itself moves the end',
      '2025-03-25',
      { begins: '2024-01-01', length: months(12), notice: months(2) },
      '2025-01-01',
      '2024-11-01',
    ],
    [
      '#23084: notice counts from the renewed end',
      '2026-02-11',
      { ends: '2025-08-28', notice: months(2), renewal: yearly },
      '2026-08-28',
      '2026-06-28',
    ],
    [
      '#23358: the end is the day before, where the first day counts',
      '2026-03-04',
      { begins: '2026-01-15', length: months(12), isFirstDayCounted: true },
      '2027-01-14',
      null,
    ],
    [
      '#505: a month from 1 January, where the first day counts',
      '2016-01-10',
      { begins: '2016-01-01', length: months(1), isFirstDayCounted: true },
      '2016-01-31',
      null,
    ],
  ])('%s', (_thread, today, term, ends, noticeEnds) => {
    expect(standingOn(today, termOf(term), '2000-01-01')).toMatchObject({ ends, noticeEnds })
  })
})

it('warns of notice on the working day before, never after', () => {
  const term = termOf({ ends: '2026-08-28', notice: months(2) })
  expect(standingOn('2026-06-01', term, '2026-01-01').lastNotice).toEqual({
    date: '2026-06-26',
    isPublished: true,
  })
})

it('takes the last day of notice that is written by hand, for the term in which it lies', () => {
  const renewal = { every: months(12), atMost: null }
  const term = termOf({ ends: '2026-08-28', notice: months(2), noticeBy: '2026-06-27', renewal })
  const on = (today: string) => standingOn(today, term, '2026-01-01')
  expect(on('2026-06-01')).toMatchObject({
    noticeEnds: '2026-06-27',
    lastNotice: { date: '2026-06-27', isPublished: true },
    isNoticeByHand: true,
  })
  expect(on('2026-08-29')).toMatchObject({ noticeEnds: '2027-06-28', isNoticeByHand: false })
})
