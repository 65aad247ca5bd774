import { expect, it } from 'vitest'
import type { FileExtension } from '#shared/rules/file-rules.ts'
import { matchesType } from './file-content.ts'

const heads: [FileExtension, Buffer][] = [
  ['pdf', Buffer.from('%PDF-1.7\n')],
  ['pdf', Buffer.from(`\uFEFF\n%PDF-1.4`)],
  ['doc', Buffer.from('d0cf11e0a1b11ae1', 'hex')],
  ['docx', Buffer.from('PK\u0003\u0004')],
  ['jpg', Buffer.from('ffd8ffe0', 'hex')],
  ['jpeg', Buffer.from('ffd8ffe1', 'hex')],
  ['png', Buffer.from('89504e470d0a1a0a', 'hex')],
]

it.each(heads)('%s is recognised by its first bytes, and as no other kind', (extension, head) => {
  const alike = heads.filter(([other]) => matchesType(other, head)).map(([other]) => other)
  const family = ['jpg', 'jpeg'].includes(extension) ? ['jpg', 'jpeg'] : [extension]
  expect([...new Set(alike)]).toEqual(family)
  expect(matchesType(extension, head.subarray(0, 2))).toBe(false)
})

it('text is recognised as none of them', () => {
  for (const [extension] of heads) expect(matchesType(extension, Buffer.from('hello'))).toBe(false)
})
