import { expect, it } from 'vitest'
import { sizeText } from './size-text.ts'

it.each([
  [1, '1 KB'],
  [48 * 1024, '48 KB'],
  [999 * 1024, '999 KB'],
  [1000 * 1024, '1.0 MB'],
  [50 * 1024 * 1024, '50.0 MB'],
])('writes %d bytes as %s', (bytes, text) => expect(sizeText(bytes)).toBe(text))
