import { expect, it } from 'vitest'
import { count, params } from './template.ts'
import { defineWords, wordsOf } from './words.ts'

const words = defineWords({
  zh: { days: count({ many: '{count} 天，{count}' }) },
  en: { days: { one: '{count} day', many: '{count} days' } },
})

it.each([
  ['zh', 0, '0 天，0'],
  ['zh', 1, '1 天，1'],
  ['en', 0, '0 days'],
  ['en', 1, '1 day'],
  ['en', 2, '2 days'],
] as const)('counts in %s: %i is %s', (language, number, text) => {
  expect(wordsOf(words, language).days(number)).toBe(text)
})

it('puts in a value as it is, also one with braces or a dollar sign', () => {
  const one = defineWords({
    zh: { moved: params('{from} 转给 {to}') },
    en: { moved: '{from} to {to}' },
  })
  expect(wordsOf(one, 'zh').moved({ from: '{to}', to: "$&$'" })).toBe("{to} 转给 $&$'")
})
