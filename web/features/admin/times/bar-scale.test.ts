import { expect, it } from 'vitest'
import { barScale } from './bar-scale.ts'

it('is linear while the shortest is more than a twentieth of the longest', () => {
  const { partOf, isRoot } = barScale([100, 25, 6])
  expect(isRoot).toBe(false)
  expect([100, 25, 0].map(partOf)).toEqual([1, 0.25, 0])
})

it('has square roots from a twentieth on, so that the shortest is seen', () => {
  const { partOf, isRoot } = barScale([100, 25, 5])
  expect(isRoot).toBe(true)
  expect([100, 25, 0].map(partOf)).toEqual([1, 0.5, 0])
})

it('is not said of bars that have no length', () => {
  for (const values of [[], [0, 0]]) {
    const { partOf, isRoot } = barScale(values)
    expect([isRoot, partOf(0)]).toEqual([false, 0])
  }
})
