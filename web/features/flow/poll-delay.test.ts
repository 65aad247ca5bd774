import { expect, it } from 'vitest'
import { pollDelay } from './poll-delay.ts'

it('waits longer the longer nothing has changed, within bounds', () => {
  expect(pollDelay(0)).toBe(10_000)
  expect(pollDelay(60_000)).toBe(15_000)
  expect(pollDelay(240_000)).toBe(60_000)
  expect(pollDelay(24 * 3_600_000)).toBe(120_000)
})
