import { expect, it } from 'vitest'
import { jsonText } from './columns.ts'

it('writes names and texts without what Postgres cannot hold', () => {
  const value = { 'a\0b': ['c\0', { '\ud800x': 1 }], plain: 'plain', at: 5 }
  expect(JSON.parse(jsonText(value))).toEqual({
    ab: ['c', { '\ufffdx': 1 }],
    plain: 'plain',
    at: 5,
  })
})

it.each(['[', '{"a":'])('cuts what is nested in thousands of %s', (open) => {
  const close = open === '[' ? ']' : '}'
  const text = (levels: number) => `${open.repeat(levels)}1${close.repeat(levels)}`
  expect(jsonText(JSON.parse(text(200)))).toBe(text(200))
  expect(jsonText(JSON.parse(text(12_000)))).toBe(text(200).replace('1', 'null'))
})
