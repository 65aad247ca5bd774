import { expect, it } from 'vitest'
import { Schedule } from './schedule.ts'

const capacity = { bytesPerSecond: 1000, delayMs: 75 }

it('takes as long as the bytes at the rate, and the way', () => {
  expect(new Schedule(capacity).arrivalOf(100, 5000)).toBe(5175)
})

it('lets what is sent meanwhile wait for what was sent before', () => {
  const schedule = new Schedule(capacity)
  schedule.arrivalOf(100, 0)
  expect(schedule.arrivalOf(100, 20)).toBe(275)
})

it('saves up no capacity while nothing is sent', () => {
  const schedule = new Schedule(capacity)
  schedule.arrivalOf(100, 0)
  expect(schedule.arrivalOf(100, 1000)).toBe(1175)
})
