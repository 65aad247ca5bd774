import { expect, it } from 'vitest'
import { pollDelay } from './poll-delay.ts'

it('waits longer the longer nothing has changed, within bounds', () => {
  expect(pollDelay(0, false)).toBe(10_000)
  expect(pollDelay(60_000, false)).toBe(15_000)
  expect(pollDelay(240_000, false)).toBe(60_000)
  expect(pollDelay(24 * 3_600_000, false)).toBe(120_000)
})

it('asks seldom while changes are told', () => {
  expect(pollDelay(0, true)).toBe(120_000)
  expect(pollDelay(16 * 60_000, true)).toBe(240_000)
  expect(pollDelay(24 * 3_600_000, true)).toBe(300_000)
})
