import { expect, it } from 'vitest'
import { kindOf } from './viewed-file.ts'

const bytes = (...parts: (string | number[])[]) =>
  Uint8Array.from(
    parts.flatMap((part) =>
      typeof part === 'string' ? Array.from(new TextEncoder().encode(part)) : part,
    ),
  )

it.each([
  ['a PDF', bytes('%PDF-1.7\n'), 'pdf'],
  ['a PDF after other bytes', bytes('x'.repeat(500), '%PDF-1.4'), 'pdf'],
  ['a JPEG', bytes([0xff, 0xd8, 0xff, 0xe0]), 'picture'],
  ['a PNG', bytes([0x89], 'PNG\r\n'), 'picture'],
  ['a Word file', bytes('PK\x03\x04'), 'other'],
  ['an empty file', bytes(), 'other'],
  ['a PDF header too far inside', bytes('x'.repeat(1024), '%PDF-'), 'other'],
])('knows %s by its bytes', (_, start, kind) => {
  expect(kindOf(start)).toBe(kind)
})
