import { expect, it } from 'vitest'
import { isContractsLow } from './contracts-low.ts'

it.each([
  { left: 3, most: 3, isLow: true },
  { left: 10, most: 20, isLow: true },
  { left: 11, most: 20, isLow: false },
  { left: 15, most: 200, isLow: true },
  { left: 20, most: 200, isLow: false },
  { left: 0, most: 0, isLow: true },
  { left: null, most: 200, isLow: false },
])('$left of $most left: low is $isLow', ({ left, most, isLow }) => {
  expect(isContractsLow(left, most)).toBe(isLow)
})
