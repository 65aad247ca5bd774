import { describe, expect, it } from 'vitest'
import { agoOf, agoText, durationParts, durationText } from './durations.ts'
import { spoken } from './template.ts'
import { durationWords } from './zh.ts'

const now = Date.UTC(2026, 10, 24, 12)
const minute = 60_000
const hour = 60 * minute
const day = 24 * hour

describe('agoOf', () => {
  it.each([
    [0, 'justNow', 0],
    [minute - 1, 'justNow', 0],
    [minute, 'minutesAgo', 1],
    [hour - 1, 'minutesAgo', 59],
    [hour, 'hoursAgo', 1],
    [day - 1, 'hoursAgo', 23],
    [day, 'daysAgo', 1],
    [2 * day + 3 * hour, 'daysAgo', 2],
    [30 * day, 'monthsAgo', 1],
    [45 * day, 'monthsAgo', 1],
    [365 * day, 'yearsAgo', 1],
    [800 * day, 'yearsAgo', 2],
  ] as const)('%d ms ago is %s %d', (passed, key, count) => {
    expect(agoOf(now - passed, now)).toEqual({ key, count })
  })

  it('reads a slightly slow clock as now, and the real future as such', () => {
    expect(agoOf(now + minute, now).key).toBe('justNow')
    expect(agoOf(now + 3 * hour, now).key).toBe('soon')
  })
})

describe('durationParts', () => {
  it.each([
    [0, '1 minutes'],
    [59 * minute, '59 minutes'],
    [hour, '1 hours'],
    [hour + 5 * minute, '1 hours 5 minutes'],
    [2 * day + 3 * hour + 9 * minute, '2 days 3 hours'],
    [2 * day + 9 * minute, '2 days'],
  ])('%d ms is %s', (milliseconds, text) => {
    const parts = durationParts(milliseconds).map(({ unit, count }) => `${count} ${unit}`)
    expect(parts.join(' ')).toBe(text)
  })
})

describe('the text', () => {
  const zh = spoken(durationWords)

  it.each([
    [0, '刚刚'],
    [5 * minute, '5 分钟前'],
    [2 * day, '2 天前'],
  ])('of what was %d ms ago is %s', (passed, text) => {
    expect(agoText(now - passed, now, zh)).toBe(text)
  })

  it('of a duration is its largest unit, and under a minute says so', () => {
    expect(durationText(minute - 1, zh)).toBe(zh.underMinute)
    expect(durationText(minute, zh)).toBe(zh.minutes(1))
    expect(durationText(26 * hour, zh)).toBe(zh.days(1))
  })
})
