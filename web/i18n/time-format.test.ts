import { describe, expect, it } from 'vitest'
import {
  agoOf,
  dateTimeText,
  durationParts,
  momentOf,
  shortZoneText,
  timeZoneText,
} from './time-format.ts'
import { deviceZone, namedZone } from './wall-time.ts'

const now = Date.UTC(2026, 10, 24, 12)
const minute = 60_000
const hour = 60 * minute
const day = 24 * hour

describe('agoOf', () => {
  it.each([
    [0, 'justNow', 0],
    [minute - 1, 'justNow', 0],
    [minute, 'minutesAgo', 1],
    [hour - 1, 'minutesAgo', 59],
    [hour, 'hoursAgo', 1],
    [day - 1, 'hoursAgo', 23],
    [2 * day + 3 * hour, 'daysAgo', 2],
    [45 * day, 'monthsAgo', 1],
    [800 * day, 'yearsAgo', 2],
  ] as const)('%d ms ago is %s %d', (passed, key, count) => {
    expect(agoOf(now - passed, now)).toEqual({ key, count })
  })

  it('reads a slightly slow clock as now, and the real future as such', () => {
    expect(agoOf(now + minute, now).key).toBe('justNow')
    expect(agoOf(now + 3 * hour, now).key).toBe('soon')
  })
})

describe('durationParts', () => {
  it.each([
    [0, '1 minutes'],
    [59 * minute, '59 minutes'],
    [hour, '1 hours'],
    [hour + 5 * minute, '1 hours 5 minutes'],
    [2 * day + 3 * hour + 9 * minute, '2 days 3 hours'],
    [2 * day + 9 * minute, '2 days'],
  ])('%d ms is %s', (milliseconds, text) => {
    const parts = durationParts(milliseconds).map(({ unit, count }) => `${count} ${unit}`)
    expect(parts.join(' ')).toBe(text)
  })
})

it.each([
  ['Asia/Shanghai', 'GMT+8'],
  ['UTC', 'GMT+0'],
  ['America/St_Johns', 'GMT-3:30'],
])('writes the zone %s as %s', (name, text) => {
  expect(shortZoneText(now, namedZone(name))).toBe(text)
})

it("writes a time on the device's clock, with its zone", () => {
  const time = new Date(2026, 0, 2, 3, 4, 5).getTime()
  expect(dateTimeText(time, deviceZone)).toBe('2026-01-02 03:04:05')
  expect(timeZoneText(time)).toMatch(/^GMT[+-]\d\d:\d\d/)
})

describe('momentOf', () => {
  const shanghai = namedZone('Asia/Shanghai')
  // 20:00 on 24 November in Shanghai.
  it.each([
    [now, 'today', '20:00'],
    [now - 20 * hour, 'today', '00:00'],
    [now - 20 * hour - minute, 'yesterday', '23:59'],
    [now - 44 * hour - minute, 'dayOfYear', '23:59'],
    [now + 4 * hour, 'dayOfYear', '00:00'],
    [Date.UTC(2025, 11, 31, 15, 59), 'dayOfOtherYear', '23:59'],
    [Date.UTC(2025, 11, 31, 16), 'dayOfYear', '00:00'],
    [Date.UTC(2026, 11, 31, 16), 'timeOfOtherYear', '00:00'],
  ] as const)('%d is said as %s at %s', (time, key, clock) => {
    expect(momentOf(time, now, shanghai)).toMatchObject({ key, clock })
  })

  it('calls the day before New Year yesterday', () => {
    const newYear = Date.UTC(2026, 11, 31, 17)
    expect(momentOf(newYear - 2 * hour, newYear, shanghai)).toEqual({
      key: 'yesterday',
      clock: '23:00',
      year: 2026,
      month: 12,
      day: 31,
    })
  })
})
