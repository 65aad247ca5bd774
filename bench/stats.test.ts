import { expect, it } from 'vitest'
import { median, percentile, ratios, summarise } from './stats.ts'

it('takes the middle one, or the mean of the middle two', () => {
  expect(median([9, 1, 5])).toBe(5)
  expect(median([10, 2, 1, 4])).toBe(3)
  expect(median([7])).toBe(7)
  expect(median([])).toBeNull()
})

it('tells the spread beside the median', () => {
  expect(summarise([30, 10, 20])).toEqual({ median: 20, min: 10, max: 30, runs: 3 })
  expect(summarise([])).toBeNull()
})

it('compares within a run, and leaves out runs that lack one of the two', () => {
  expect(ratios([100, 300, null, 80], [50, 100, 100, null])).toEqual([2, 3])
})

it('finds the value that most stay below', () => {
  const values = Array.from({ length: 100 }, (_, index) => index + 1)
  expect(percentile(values, 0.99)).toBe(99)
  expect(percentile(values, 0.5)).toBe(50)
  expect(percentile([4], 0.99)).toBe(4)
  expect(percentile([], 0.5)).toBeNull()
})
