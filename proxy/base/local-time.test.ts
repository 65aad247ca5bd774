import { describe, expect, it } from 'vitest'
import { LocalTime } from './local-time.ts'

const hourMs = 60 * 60_000

/** Midnight in Shanghai. */
const midnight = Date.UTC(2026, 10, 25, 16)

it.each([
  [21.99, null],
  [22, 32],
  [23.5, 32],
  [24, 32],
  [31.99, 32],
  [32, null],
])('quiet hours from 22 to 8 at %s last until %s', (at, until) => {
  const time = new LocalTime('Asia/Shanghai', { from: 22, until: 8 })
  const expected = until === null ? null : midnight + until * hourMs
  expect(time.quietUntil(midnight + at * hourMs)).toBe(expected)
})

it('quiet hours may lie within a day, and there are none when both hours are equal', () => {
  const noon = new LocalTime('Asia/Shanghai', { from: 12, until: 14 })
  expect(noon.quietUntil(midnight + 13 * hourMs)).toBe(midnight + 14 * hourMs)
  expect(noon.quietUntil(midnight + 14 * hourMs)).toBeNull()
  const never = new LocalTime('Asia/Shanghai', { from: 0, until: 0 })
  expect(never.quietUntil(midnight)).toBeNull()
})

it("a day begins in the organisation's time zone", () => {
  const time = new LocalTime('Asia/Shanghai', { from: 22, until: 8 })
  expect(time.dayStart(midnight + 9.5 * hourMs)).toBe(midnight)
  expect(time.dayStart(midnight)).toBe(midnight)
  expect(time.dayStart(midnight - 1)).toBe(midnight - 24 * hourMs)
  expect(time.dayEnd(midnight)).toBe(midnight + 24 * hourMs)
})

describe('with a clock change at night', () => {
  const newYork = new LocalTime('America/New_York', { from: 22, until: 8 })

  it.each([
    ['has 23 hours when they go forward', '2026-03-08T00:00-05:00', '2026-03-09T00:00-04:00'],
    ['has 25 hours when they go back', '2026-11-01T00:00-04:00', '2026-11-02T00:00-05:00'],
    ['has 24 hours otherwise', '2026-11-02T00:00-05:00', '2026-11-03T00:00-05:00'],
  ])('a day %s', (_name, from, until) => {
    const start = Date.parse(from)
    const end = Date.parse(until)
    for (let at = start; at < end; at += hourMs / 2) {
      expect(newYork.dayStart(at)).toBe(start)
      expect(newYork.dayEnd(at)).toBe(end)
    }
    expect(newYork.dayStart(end - 1)).toBe(start)
    expect(newYork.dayStart(end)).toBe(end)
  })

  it.each([
    ['2026-03-07T22:00-05:00', '2026-03-08T08:00-04:00'],
    ['2026-10-31T22:00-04:00', '2026-11-01T08:00-05:00'],
  ])('quiet hours from %s last until %s', (from, until) => {
    expect(newYork.quietUntil(Date.parse(from))).toBe(Date.parse(until))
    expect(newYork.quietUntil(Date.parse(until) - 1)).toBe(Date.parse(until))
    expect(newYork.quietUntil(Date.parse(until))).toBeNull()
  })
})
