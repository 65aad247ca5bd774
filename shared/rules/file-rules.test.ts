import { expect, it } from 'vitest'
import { extensionOf } from './file-rules.ts'

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
