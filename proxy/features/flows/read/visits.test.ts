import { expect, it } from 'vitest'
import { Visits } from './visits.ts'

const minute = 60_000

/** Visits whose clock shows the time of the noted read. */
function visitsBy(): Pick<Visits, 'note' | 'forget'> {
  let time = 0
  const visits = new Visits(() => time)
  return {
    note(key, now, openings) {
      time = now
      return visits.note(key, now, openings)
    },
    forget: (key) => visits.forget(key),
  }
}

it('reads that follow one another are one visit, however long it lasts', () => {
  const visits = visitsBy()
  const openings = Array.from({ length: 100 }, (_, read) => visits.note('a', read * 2 * minute, []))
  expect(openings.filter(({ isOpening }) => isOpening)).toHaveLength(1)
  expect(openings[0]?.isOpening).toBe(true)
})

it('a read half an hour after the last one begins a new visit', () => {
  const visits = visitsBy()
  visits.note('a', 0, [])
  expect(visits.note('a', 30 * minute, [0]).isOpening).toBe(false)
  expect(visits.note('a', 61 * minute, [0]).isOpening).toBe(true)
})

it('visits are separate, and known ones stay while many come and go', () => {
  const visits = visitsBy()
  expect(visits.note('a', 0, []).isOpening).toBe(true)
  for (let other = 0; other < 25_000; other += 1)
    expect(visits.note(`other ${other}`, other, []).isOpening).toBe(true)
  expect(visits.note('a', minute, []).isOpening).toBe(false)
})

it('the start of the visit before is known while this visit lasts', () => {
  const visits = visitsBy()
  const now = 1000 * minute
  expect(visits.note('a', now, [40, 30])).toEqual({ isOpening: true, openedBefore: 40 })
  for (let read = 1; read < 100; read += 1) {
    const { openedBefore } = visits.note('a', now + read * 2 * minute, [now, 40])
    expect(openedBefore).toBe(40)
  }
  const later = now + 300 * minute
  expect(visits.note('a', later, [now, 40])).toEqual({ isOpening: true, openedBefore: now })
  expect(visits.note('a', later, [later, now])).toEqual({ isOpening: false, openedBefore: now })
})

it('a visit continues after a restart, or from another instance', () => {
  const now = 1000 * minute
  const began = now - 5 * minute
  expect(visitsBy().note('a', now, [began, 40])).toEqual({ isOpening: false, openedBefore: 40 })
  expect(visitsBy().note('a', now, [began])).toEqual({ isOpening: false, openedBefore: null })
})

it('an unknown start of the visit before is filled in later, and then stays', () => {
  const visits = visitsBy()
  const now = 1000 * minute
  expect(visits.note('a', now, null)).toEqual({ isOpening: true, openedBefore: null })
  expect(visits.note('a', now + 1, [now, 40]).openedBefore).toBe(40)
  expect(visits.note('a', now + 2, null).openedBefore).toBe(40)
})

it('after a visit that could not be stored a new one begins', () => {
  const visits = visitsBy()
  visits.note('a', 0, [])
  visits.forget('a')
  expect(visits.note('a', 1, []).isOpening).toBe(true)
})

it('the previous visit is known before it is stored', () => {
  const visits = visitsBy()
  visits.note('a', 0, [])
  expect(visits.note('a', 100 * minute, [])).toEqual({ isOpening: true, openedBefore: 0 })
  expect(visits.note('a', 200 * minute, [0])).toEqual({
    isOpening: true,
    openedBefore: 100 * minute,
  })
})

it('a visit ends by elapsed time, whatever happens to the wall clock', () => {
  let time = 0
  const visits = new Visits(() => time)
  visits.note('a', 100 * minute, [])
  time += 31 * minute
  expect(visits.note('a', 70 * minute, []).isOpening).toBe(true)
})
