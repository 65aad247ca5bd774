import { expect, it } from 'vitest'
import { pollDelay } from './poll-delay.ts'

it('grows while nothing changes, within bounds', () => {
  expect(pollDelay(0, false)).toBe(10_000)
  expect(pollDelay(60_000, false)).toBe(15_000)
  expect(pollDelay(240_000, false)).toBe(60_000)
  expect(pollDelay(24 * 3_600_000, false)).toBe(120_000)
})

it('is long while live events arrive', () => {
  expect(pollDelay(0, true)).toBe(120_000)
  expect(pollDelay(16 * 60_000, true)).toBe(240_000)
  expect(pollDelay(24 * 3_600_000, true)).toBe(300_000)
})
