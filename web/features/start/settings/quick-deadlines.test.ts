import { expect, it } from 'vitest'
import { quickDeadline } from './quick-deadlines.ts'

it('is at the end of a day, also across months and years', () => {
  const now = new Date(2026, 11, 30, 16, 23).getTime()
  expect(quickDeadline(0, now)).toBe('2026-12-30T23:59')
  expect(quickDeadline(3, now)).toBe('2027-01-02T23:59')
  expect(quickDeadline(30, new Date(2026, 1, 1, 0, 0).getTime())).toBe('2026-03-03T23:59')
})
