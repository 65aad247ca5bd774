import { expect, it } from 'vitest'
import { dayText, momentText } from './date-text.ts'

const at = Date.parse('2026-12-07T02:52:00Z')
const frame = { timeZone: 'Asia/Shanghai', now: at }

it.each([
  ['zh', '12月7日 10:52', '12月7日'],
  ['en', 'Dec 7, 10:52', 'Dec 7'],
] as const)('writes a time as pages do, in %s', (language, moment, day) => {
  expect(momentText(at, language, frame)).toBe(moment)
  expect(dayText(at, language, frame)).toBe(day)
})

it('names the year only where it is another one in the time zone', () => {
  const before = { ...frame, now: Date.parse('2025-12-31T15:59:00Z') }
  expect(momentText(at, 'zh', before)).toBe('2026年12月7日 10:52')
  expect(momentText(at, 'en', before)).toBe('Dec 7, 2026, 10:52')
  expect(dayText(at, 'zh', { ...frame, now: Date.parse('2025-12-31T16:00:00Z') })).toBe('12月7日')
})
