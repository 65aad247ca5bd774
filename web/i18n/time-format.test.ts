import { describe, expect, it } from 'vitest'
import { dateTimeText, momentOf, shortZoneText, timeZoneText } from './time-format.ts'
import { deviceZone, namedZone } from './wall-time.ts'

const now = Date.UTC(2026, 10, 24, 12)
const minute = 60_000
const hour = 60 * minute

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
