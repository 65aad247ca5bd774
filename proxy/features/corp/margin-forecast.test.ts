import { describe, expect, it } from 'vitest'
import { lastPerDay, daysLeft } from './margin-forecast.ts'

const day = 24 * 60 * 60_000
const now = 1000 * day

/** Readings as [days before now, contracts left]. */
function readings(...pairs: readonly (readonly [number, number])[]) {
  return pairs.map(([ago, contractsLeft]) => ({ at: now - ago * day, contractsLeft }))
}

describe('how long contracts last', () => {
  it.each([
    ['two a day', readings([10, 50], [5, 40], [0, 30]), 15],
    ['rounded down', readings([10, 50], [0, 43]), 61],
    ['what was bought does not count', readings([4, 10], [3, 6], [2, 106], [0, 102]), 51],
    ['what is older than 30 days does not count', readings([31, 900], [10, 50], [0, 40]), 40],
    ['nothing is left', readings([0, 0]), 0],
    ['more than nothing is owed', readings([2, 1], [0, -1]), 0],
  ])('%s', (_name, given, days) => expect(daysLeft(given, now)).toBe(days))

  it.each([
    ['nothing was read', []],
    ['it was read once', readings([0, 10])],
    ['for less than a day', readings([0.9, 20], [0, 10])],
    ['none was used', readings([9, 10], [0, 10])],
    ['only bought', readings([9, 10], [0, 20])],
    ['not lately', readings([40, 20], [31, 10])],
  ])('is not known when %s', (_name, given) => expect(daysLeft(given, now)).toBeNull())
})

it('takes the last reading of each day, with days as in China', () => {
  const at = (text: string, contractsLeft: number) => ({ at: Date.parse(text), contractsLeft })
  expect(
    lastPerDay([
      at('2026-11-23T15:00:00Z', 9),
      at('2026-11-23T15:59:00Z', 8),
      at('2026-11-23T16:00:00Z', 7),
      at('2026-11-24T15:59:00Z', 6),
      at('2026-11-28T00:00:00Z', 5),
    ]).map(({ contractsLeft }) => contractsLeft),
  ).toEqual([8, 6, 5])
  expect(lastPerDay([])).toEqual([])
})
