import { expect, it } from 'vitest'
import { areContractsLow } from './contracts-low.ts'

it.each([
  { left: 3, most: 3, isLow: true },
  { left: 10, most: 20, isLow: true },
  { left: 11, most: 20, isLow: false },
  { left: 15, most: 200, isLow: true },
  { left: 20, most: 200, isLow: false },
  { left: 0, most: 0, isLow: true },
  { left: null, most: 200, isLow: false },
])('$left of $most left: low is $isLow', ({ left, most, isLow }) => {
  expect(areContractsLow({ contractsLeft: left, history: [{ contractsLeft: most }] })).toBe(isLow)
})

it('a shortage is told without readings too', () => {
  expect(areContractsLow({ contractsLeft: 10, history: [] })).toBe(true)
  expect(areContractsLow({ contractsLeft: 11, history: [] })).toBe(false)
})
