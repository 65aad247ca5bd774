import { describe, expect, it } from 'vitest'
import { barScale } from './bar-scale.ts'

describe('barScale', () => {
  it('is the largest value', () => {
    expect(barScale([3, 30, 7])).toBe(30)
    expect(barScale([5])).toBe(5)
  })

  it('leaves out what is more than ten times the next one', () => {
    expect(barScale([20, 301, 30])).toBe(30)
    expect(barScale([20, 300, 30])).toBe(300)
    expect(barScale([1000, 1])).toBe(1)
  })

  it('is never zero', () => {
    expect(barScale([])).toBe(1)
    expect(barScale([0, 0])).toBe(1)
  })
})
