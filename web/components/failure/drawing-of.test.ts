import { expect, it } from 'vitest'
import { ApiError } from '#web/api/http/api-error.ts'
import { drawingOf } from './drawing-of.ts'

it.each([
  ['flow-not-found', 'empty'],
  ['page-not-found', 'empty'],
  ['flow-forbidden', 'refused'],
  ['session-required', 'refused'],
  ['corp-stopped', 'refused'],
  ['session-not-kept', 'refused'],
  ['offline', 'network'],
  ['connection-timeout', 'network'],
  ['page-not-loaded', 'network'],
  ['corp-not-authorised', 'setup'],
  ['user-not-real-name-verified', 'setup'],
  ['upstream-credentials', 'setup'],
  ['too-many-requests', 'later'],
  ['upstream-unavailable', 'later'],
  ['internal-error', 'later'],
] as const)('draws for %s: %s', (code, drawing) => {
  expect(drawingOf(new ApiError(code, ''))).toBe(drawing)
})

it('draws a clock for an error of our own', () => {
  expect(drawingOf(new TypeError())).toBe('later')
})
