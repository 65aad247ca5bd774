import { expect, it } from 'vitest'
import { median, percentile, ratios, summarise } from './stats.ts'

it('takes the middle value, or the mean of the two in the middle', () => {
  expect(median([9, 1, 5])).toBe(5)
  expect(median([10, 2, 1, 4])).toBe(3)
  expect(median([7])).toBe(7)
  expect(median([])).toBeNull()
})

it('has the spread beside the median', () => {
  expect(summarise([30, 10, 20])).toEqual({ median: 20, min: 10, max: 30, runs: 3 })
  expect(summarise([])).toBeNull()
})

it('compares the two values of each run, and skips runs that lack one', () => {
  expect(ratios([100, 300, null, 80], [50, 100, 100, null])).toEqual([2, 3])
})

it('takes the value that this share of all values does not exceed', () => {
  const values = Array.from({ length: 100 }, (_, index) => index + 1)
  expect(percentile(values, 0.99)).toBe(99)
  expect(percentile(values, 0.5)).toBe(50)
  expect(percentile([4], 0.99)).toBe(4)
  expect(percentile([], 0.5)).toBeNull()
})
