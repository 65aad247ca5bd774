import { isWorkday } from 'chinese-days'
import { describe, expect, it } from 'vitest'
import { dateOfDay, dayNumber, isCalendarDate } from './calendar-date.ts'
import { isWorkingDay, lastWorkingDay, missingYear } from './working-days.ts'

describe('working days', () => {
  it.each([2025, 2026])('of %i are those that others read from the notice', (year) => {
    const first = dayNumber(`${year}-01-01`)
    const days = Array.from({ length: 365 }, (_, index) => dateOfDay(first + index))
    expect(days.at(-1)).toBe(`${year}-12-31`)
    expect(days.filter((day) => isWorkingDay(day) !== isWorkday(day))).toEqual([])
  })

  it('of a year without a notice are those of the week, also where others answer otherwise', () => {
    const days = ['2027-10-01', '2027-10-02', '2027-10-03', '2027-10-04']
    expect(days.map((day) => isWorkingDay(day))).toEqual([true, false, false, true])
  })

  it.each([
    ['2026-10-09', '2026-10-09', true],
    // From the last day of National Day's week back over it, and over no weekend that is worked on.
    ['2026-10-07', '2026-09-30', true],
    ['2026-10-11', '2026-10-10', true],
    ['2026-06-28', '2026-06-26', true],
    ['2027-09-30', '2027-09-30', false],
    // Depends on both years.
    ['2027-01-03', '2027-01-01', false],
    ['2025-01-01', '2024-12-31', false],
    ['1969-06-01', '1969-05-30', false],
  ])('%s or before: %s', (date, expected, isPublished) => {
    expect(lastWorkingDay(date)).toEqual({ date: expected, isPublished })
  })
})

it.each([
  ['2025-11-01', null],
  ['2026-10-31', null],
  ['2026-11-01', 2027],
  ['2026-12-31', 2027],
  ['2027-01-01', 2027],
  ['2028-12-01', 2028],
])('on %s the missing year is %s', (today, year) => {
  expect(missingYear(today)).toBe(year)
})

describe('days of an organisation', () => {
  const ownDays = { off: ['2026-12-24', '2027-01-01'], working: ['2026-12-26', '2026-10-01'] }

  it('count before weekends and the notice', () => {
    const days = ['2026-12-24', '2026-12-25', '2026-12-26', '2026-12-27', '2026-10-01']
    expect(days.map((day) => isWorkingDay(day, ownDays))).toEqual([false, true, true, false, true])
  })

  it('publish no year', () => {
    expect(lastWorkingDay('2027-01-02', ownDays)).toEqual({
      date: '2026-12-31',
      isPublished: false,
    })
    expect(lastWorkingDay('2026-12-27', ownDays)).toEqual({ date: '2026-12-26', isPublished: true })
  })
})

describe('a day', () => {
  it.each(['2024-02-29', '1900-01-01', '2199-12-31'])('is %s', (text) => {
    expect(isCalendarDate(text)).toBe(true)
  })

  it.each(['2023-02-29', '2026-13-01', '2026-00-10', '2026-4-1', '1899-12-31', '2200-01-01', ''])(
    'is not %s',
    (text) => {
      expect(isCalendarDate(text)).toBe(false)
    },
  )
})
