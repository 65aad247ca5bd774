import { expect, it } from 'vitest'
import { Schedule } from './schedule.ts'

const capacity = { bytesPerSecond: 1000, delayMs: 75 }

it('takes the transfer time plus the delay', () => {
  expect(new Schedule(capacity).arrivalOf(100, 5000)).toBe(5175)
})

it('sends data only after the data before it', () => {
  const schedule = new Schedule(capacity)
  schedule.arrivalOf(100, 0)
  expect(schedule.arrivalOf(100, 20)).toBe(275)
})

it('does not save up bandwidth while idle', () => {
  const schedule = new Schedule(capacity)
  schedule.arrivalOf(100, 0)
  expect(schedule.arrivalOf(100, 1000)).toBe(1175)
})
