import { expect, it } from 'vitest'
import { deadlineTone } from './deadline-tone.ts'

const now = Date.UTC(2026, 10, 24, 12)
const hour = 60 * 60_000

it.each([
  [-1, 'bad'],
  [0, 'bad'],
  [1, 'warn'],
  [24 * hour, 'warn'],
  [24 * hour + 1, 'quiet'],
  [7 * 24 * hour - 1, 'quiet'],
  [7 * 24 * hour, null],
] as const)('of a deadline in %d ms is %s', (left, tone) => {
  expect(deadlineTone({ status: 'signing', deadline: now + left }, now)).toBe(tone)
})

it('is null without a deadline, and when nobody can sign any more', () => {
  expect(deadlineTone({ status: 'signing', deadline: null }, now)).toBeNull()
  expect(deadlineTone({ status: 'revoked', deadline: now - hour }, now)).toBeNull()
})
