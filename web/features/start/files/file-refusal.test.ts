import { expect, it } from 'vitest'
import { refusalOf } from './file-refusal.ts'

const megabyte = 1024 * 1024

it.each([
  ['a.pdf', 1, null],
  ['A.PDF', 50 * megabyte, null],
  ['a.pdf', 50 * megabyte + 1, 'file-too-large'],
  ['a.pdf', 0, 'file-empty'],
  ['a.exe', 1, 'file-type'],
  ['pdf', 1, 'file-type'],
] as const)('says of %s with %d bytes: %s', (name, size, refusal) => {
  expect(refusalOf({ name, size })).toBe(refusal)
})
