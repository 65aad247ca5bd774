import { expect, it } from 'vitest'
import { count, params, spoken } from './template.ts'

const words = { days: count({ many: '{count} 天，{count}' }) }
const english = { days: { one: '{count} day', many: '{count} days' } }

it.each([
  ['zh', 0, '0 天，0'],
  ['zh', 1, '1 天，1'],
  ['en', 0, '0 days'],
  ['en', 1, '1 day'],
  ['en', 2, '2 days'],
] as const)('counts in %s: %i is %s', (language, number, text) => {
  const t = language === 'zh' ? spoken(words) : spoken(words, english)
  expect(t.days(number)).toBe(text)
})

it('puts in a value as it is, also one with braces or a dollar sign', () => {
  const moved = { moved: params('{from} 转给 {to}') }
  const values = { from: '{to}', to: "$&$'" }
  expect(spoken(moved).moved(values)).toBe("{to} 转给 $&$'")
  expect(spoken(moved, { moved: '{from} to {to}' }).moved(values)).toBe("{to} to $&$'")
})
