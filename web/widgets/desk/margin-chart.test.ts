import { expect, it } from 'vitest'
import { toDays } from './margin-chart.tsx'

const dayMs = 24 * 60 * 60_000
const start = Date.UTC(2026, 10, 1, 4)
const reading = (day: number, contractsLeft: number) => ({ at: start + day * dayMs, contractsLeft })

it('has every day from the first reading on, and falls from the last one to nothing', () => {
  const days = toDays([reading(0, 12), reading(2, 8)], 4)
  expect(days.map(({ left }) => left)).toEqual([12, null, 8, null, null, null, null])
  expect(days.map(({ expected }) => expected)).toEqual([null, null, 8, 6, 4, 2, 0])
  expect(days.map(({ at }) => (at - start) / dayMs)).toEqual([0, 1, 2, 3, 4, 5, 6])
})

it('ends with the last reading where the end is unknown or reached', () => {
  for (const daysLeft of [null, 0])
    expect(toDays([reading(0, 3)], daysLeft)).toEqual([{ at: start, left: 3, expected: null }])
  expect(toDays([], 5)).toEqual([])
})

it('cuts a far end off', () => {
  const days = toDays([reading(0, 1000)], 1000)
  expect(days).toHaveLength(91)
  expect(days.at(-1)).toMatchObject({ expected: 910 })
})
