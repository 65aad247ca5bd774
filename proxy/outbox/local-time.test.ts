import { expect, it } from 'vitest'
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
})
