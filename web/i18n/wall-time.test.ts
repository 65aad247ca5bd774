import { expect, it } from 'vitest'
import { deviceZone, namedZone } from './wall-time.ts'

it.each([
  ['Asia/Shanghai', Date.UTC(2026, 10, 24, 16, 5, 9), '2026-11-25 (3) 0:5:9 +480'],
  ['America/St_Johns', Date.UTC(2026, 0, 1, 0, 0, 0), '2025-12-31 (3) 20:30:0 -210'],
  // The clocks go back an hour at 1:00 UTC on this day.
  ['Europe/Berlin', Date.UTC(2026, 9, 25, 0, 59, 59), '2026-10-25 (0) 2:59:59 +120'],
  ['Europe/Berlin', Date.UTC(2026, 9, 25, 1, 0, 0), '2026-10-25 (0) 2:0:0 +60'],
])('gives the time in %s', (name, time, text) => {
  const { year, month, day, weekday, hours, minutes, seconds, offset } = namedZone(name)(time)
  const sign = offset < 0 ? '' : '+'
  expect(
    `${year}-${month}-${day} (${weekday}) ${hours}:${minutes}:${seconds} ${sign}${offset}`,
  ).toBe(text)
})

it("gives the same for the device's zone by name", () => {
  const { timeZone } = Intl.DateTimeFormat().resolvedOptions()
  const zone = namedZone(timeZone)
  for (let time = Date.UTC(2026, 0, 1); time < Date.UTC(2027, 0, 1); time += 7_654_321)
    expect(zone(time)).toEqual(deviceZone(time))
})

it('refuses an unknown zone', () => {
  expect(() => namedZone('Nowhere/Land')).toThrow(RangeError)
})
