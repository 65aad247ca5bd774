import { expect, it } from 'vitest'
import { changeOf } from './change-of.ts'

const many = Array.from({ length: 12 }, () => 5)

it.each([
  { before: 50, now: 44, change: '−12' },
  { before: 4, now: 5, change: '+25' },
  { before: 1000, now: 1001, change: '0' },
  { before: 0, now: 5, change: null },
  { before: null, now: 5, change: null },
  { before: 5, now: null, change: null },
  { before: 5, now: 0, change: '−100' },
])('from $before four weeks ago to $now: $change', ({ before, now, change }) => {
  expect(changeOf([1, 1, 1, 1, 1, 1, 1, before, 1, 1, 1, now], many)).toBe(change)
})

it('says nothing of months with fewer than five contracts', () => {
  const course = many.map((_, index) => index + 1)
  expect(changeOf(course, many)).toBe('+50')
  expect(changeOf(course, [...many.slice(0, 11), 4])).toBeNull()
  expect(
    changeOf(
      course,
      many.map((count, week) => (week === 7 ? 4 : count)),
    ),
  ).toBeNull()
  expect(changeOf([], [])).toBeNull()
})
