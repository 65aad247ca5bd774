import { anything, assert, oneof, property, string, constantFrom } from 'fast-check'
import { expect, it } from 'vitest'
import { parseJsonText } from './json-text.ts'

it.each([
  [String.raw`{"a":"\ud83d"}`, { a: '\uFFFD' }],
  [String.raw`{"\uDE00":"x\uDE00\uD83Dy"}`, { '\uFFFD': 'x\uFFFD\uFFFDy' }],
  [
    String.raw`["\ud83d\ude00", "\ud83d\ud83d\ude00", "\\ud83d", "\\\ud83d"]`,
    ['😀', '\uFFFD😀', '\\ud83d', '\\\uFFFD'],
  ],
  ['"😀合同"', '😀合同'],
  ['{"a":', undefined],
  [String.raw`"\u12"`, undefined],
])('%s is read with replaced half characters', (text, value) => {
  expect(parseJsonText(text)).toEqual(value)
})

/** Replaces unpaired surrogates in a value. */
const wellFormed = (value: unknown) =>
  JSON.parse(JSON.stringify(value), (_key, inner: unknown) =>
    typeof inner === 'string' ? inner.toWellFormed() : inner,
  )

it('changes nothing but unpaired surrogates', () => {
  const unit = constantFrom('\uD83D', '\uDE00', '😀', '\\', '"', 'u', 'd', 'a')
  const texts = string({ unit })
  assert(
    property(oneof(texts, anything({ values: [texts] })), (value) => {
      const json = JSON.stringify(value) ?? 'null'
      expect(parseJsonText(json)).toEqual(wellFormed(value ?? null))
    }),
  )
})
