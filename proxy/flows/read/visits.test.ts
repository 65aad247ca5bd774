import { expect, it } from 'vitest'
import { Visits } from './visits.ts'

const minute = 60_000

/** Visits whose clock shows the time of the read that is noted. */
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

it('takes reads that follow one another for one visit, however long it lasts', () => {
  const visits = visitsBy()
  const openings = Array.from({ length: 100 }, (_, read) => visits.note('a', read * 2 * minute, []))
  expect(openings.filter(({ isOpening }) => isOpening)).toHaveLength(1)
  expect(openings[0]?.isOpening).toBe(true)
})

it('takes a read after half an hour for a new one', () => {
  const visits = visitsBy()
  visits.note('a', 0, [])
  expect(visits.note('a', 30 * minute, [0]).isOpening).toBe(false)
  expect(visits.note('a', 61 * minute, [0]).isOpening).toBe(true)
})

it('keeps visits apart, and known ones while many come and go', () => {
  const visits = visitsBy()
  expect(visits.note('a', 0, []).isOpening).toBe(true)
  for (let other = 0; other < 25_000; other += 1)
    expect(visits.note(`other ${other}`, other, []).isOpening).toBe(true)
  expect(visits.note('a', minute, []).isOpening).toBe(false)
})

it('tells when the visit before began, for as long as this one lasts', () => {
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

it('goes on with a visit that began before a restart, or with another instance', () => {
  const now = 1000 * minute
  const began = now - 5 * minute
  expect(visitsBy().note('a', now, [began, 40])).toEqual({ isOpening: false, openedBefore: 40 })
  expect(visitsBy().note('a', now, [began])).toEqual({ isOpening: false, openedBefore: null })
})

it('says later what could not be told at first, and then stays with it', () => {
  const visits = visitsBy()
  const now = 1000 * minute
  expect(visits.note('a', now, null)).toEqual({ isOpening: true, openedBefore: null })
  expect(visits.note('a', now + 1, [now, 40]).openedBefore).toBe(40)
  expect(visits.note('a', now + 2, null).openedBefore).toBe(40)
})

it('begins anew after a visit that could not be put on record', () => {
  const visits = visitsBy()
  visits.note('a', 0, [])
  visits.forget('a')
  expect(visits.note('a', 1, []).isOpening).toBe(true)
})

it('knows of the visit before although it is not on record yet', () => {
  const visits = visitsBy()
  visits.note('a', 0, [])
  expect(visits.note('a', 100 * minute, [])).toEqual({ isOpening: true, openedBefore: 0 })
  expect(visits.note('a', 200 * minute, [0])).toEqual({
    isOpening: true,
    openedBefore: 100 * minute,
  })
})

it('ends with the time that has passed, whatever the clock on the wall is set to', () => {
  let time = 0
  const visits = new Visits(() => time)
  visits.note('a', 100 * minute, [])
  time += 31 * minute
  expect(visits.note('a', 70 * minute, []).isOpening).toBe(true)
})
