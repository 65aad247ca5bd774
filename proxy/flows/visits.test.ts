import { expect, it } from 'vitest'
import { Visits } from './visits.ts'

const minute = 60_000

it('takes reads that follow one another for one visit, however long it lasts', () => {
  const visits = new Visits()
  const openings = Array.from({ length: 100 }, (_, read) =>
    visits.isOpening('a', read * 2 * minute),
  )
  expect(openings.filter(Boolean)).toHaveLength(1)
  expect(openings[0]).toBe(true)
})

it('takes a read after half an hour for a new one', () => {
  const visits = new Visits()
  visits.isOpening('a', 0)
  expect(visits.isOpening('a', 30 * minute)).toBe(false)
  expect(visits.isOpening('a', 61 * minute)).toBe(true)
})

it('keeps visits apart, and known ones while many come and go', () => {
  const visits = new Visits()
  expect(visits.isOpening('a', 0)).toBe(true)
  for (let other = 0; other < 25_000; other += 1)
    expect(visits.isOpening(`other ${other}`, other)).toBe(true)
  expect(visits.isOpening('a', minute)).toBe(false)
})
