import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { fieldValue } from '#shared/rules/codes/field-numbers.ts'
import type { Store } from '#proxy/base/store/store.ts'
import { withStore } from '#proxy/base/store/testing/with-store.ts'
import { createFieldCounts } from './field-counts.ts'
import { createMeasureStore, type MeasureStore } from './measure-store.ts'

const hourMs = 60 * 60_000
const dayMs = 24 * hourMs

describe('field numbers', () => {
  let store: Store
  let now = 0

  withStore((opened) => {
    store = opened
  })

  /** What one instance counts. */
  function counting(book: MeasureStore = createMeasureStore(store.database)) {
    const counts = createFieldCounts({ book, log: { warn: vi.fn() }, now: () => now })
    onTestFinished(() => counts.close())
    return counts
  }

  it('are the sum of all instances over the last 24 hours', async () => {
    now = 100 * dayMs + 5
    const [one, other] = [counting(), counting()]
    one.add('visible', 1000)
    now += hourMs
    one.add('visible', 4001)
    other.add('visible', 3999)
    other.add('push', 10, false)
    await Promise.all([one.close(), other.close()])
    const numbers = await one.lastDay()
    expect(numbers).toHaveLength(2)
    expect(numbers).toContainEqual({ measure: 'visible', count: 3, good: 2, sum: 9000 })
    expect(numbers).toContainEqual({ measure: 'push', count: 1, good: 0, sum: 10 })
    now += dayMs
    expect(await one.lastDay()).toContainEqual({ measure: 'visible', count: 2, good: 1, sum: 8000 })
    now += hourMs
    expect(await one.lastDay()).toEqual([])
    one.takeBack('error-free')
    const late = { measure: 'error-free', count: 0, good: 0, sum: 0 }
    expect(await one.lastDay()).toEqual([late])
  })

  it('wait while the database does not take them', async () => {
    now = 200 * dayMs
    let isAway = true
    const counts = counting({
      ...createMeasureStore(store.database),
      add: (numbers) =>
        isAway
          ? Promise.reject(new Error('away'))
          : createMeasureStore(store.database).add(numbers),
    })
    counts.add('api', 20)
    await expect(counts.lastDay()).rejects.toThrow()
    counts.add('api', 40, false)
    isAway = false
    expect(await counts.lastDay()).toEqual([{ measure: 'api', count: 2, good: 1, sum: 60 }])
  })
})

describe('a check', () => {
  const number = { measure: 'api', count: 1000, good: 989, sum: 299_999 } as const

  it('is good at its bound, by share', () => {
    expect(fieldValue('api-success', [number])).toMatchObject({ isGood: false })
    const passing = { ...number, good: 990 }
    expect(fieldValue('api-success', [passing])).toMatchObject({ value: 0.99, isGood: true })
  })

  it('is good below its bound, by mean and by what lacks', () => {
    expect(fieldValue('api-time', [number])).toMatchObject({ isGood: true })
    expect(fieldValue('api-time', [{ ...number, sum: 300_000 }])).toMatchObject({ isGood: false })
    const pages = { measure: 'drawn', count: 1000, good: 980, sum: 0 } as const
    expect(fieldValue('white', [pages])).toMatchObject({ isGood: false })
    expect(fieldValue('white', [{ ...pages, good: 981 }])).toMatchObject({ isGood: true })
  })

  it('is sure from a hundred on, and null with none', () => {
    expect(fieldValue('white', [number])).toBeNull()
    expect(fieldValue('api-time', [{ ...number, count: 99 }])).toMatchObject({ isSure: false })
    expect(fieldValue('api-time', [{ ...number, count: 100 }])).toMatchObject({ isSure: true })
  })
})
