import { expect, it } from 'vitest'
import { deadlineHint } from './deadline-hint.ts'

const hour = 3_600_000
const now = new Date(2026, 10, 24, 9).getTime()

const hintOf = (deadline: number | null) => deadlineHint({ status: 'signing', deadline }, now)

it('a deadline is told by how near it is', () => {
  expect(hintOf(null)).toBeNull()
  expect(hintOf(now - 1)).toEqual({ kind: 'over' })
  expect(hintOf(now + 5 * hour)).toEqual({ kind: 'near', left: 5 * hour, isUrgent: true })
  expect(hintOf(now + 50 * hour)).toEqual({ kind: 'near', left: 50 * hour, isUrgent: false })
  expect(hintOf(now + 240 * hour)).toEqual({ kind: 'far', date: '2026-12-04' })
})

it('what has ended has no deadline', () => {
  expect(deadlineHint({ status: 'completed', deadline: now - hour }, now)).toBeNull()
  expect(deadlineHint({ status: 'draft', deadline: now - hour }, now)).toEqual({ kind: 'over' })
})
