import { expect, it } from 'vitest'
import { median, ratios } from './stats.ts'

it('takes the middle value, or the mean of the two in the middle', () => {
  expect(median([9, 1, 5])).toBe(5)
  expect(median([10, 2, 1, 4])).toBe(3)
  expect(median([])).toBeNull()
})

it('compares the two values of each run, and skips runs that lack one', () => {
  expect(ratios([100, 300, null, 80], [50, 100, 100, null])).toEqual([2, 3])
})
