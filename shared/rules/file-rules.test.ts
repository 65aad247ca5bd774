import { expect, it } from 'vitest'
import { extensionOf, maxFileBytes } from './file-rules.ts'

it.each([
  ['a.pdf', 'pdf'],
  ['A.PDF', 'pdf'],
  ['a.b.docx', 'docx'],
  ['a.jpeg', 'jpeg'],
  ['pdf', null],
  ['a.pdf.exe', null],
  ['a.pdf ', null],
  ['a.', null],
  ['', null],
])('the extension of %j is %j', (name, extension) => {
  expect(extensionOf(name)).toBe(extension)
})

it('allows files of at most 50 MB', () => expect(maxFileBytes).toBe(52_428_800))
