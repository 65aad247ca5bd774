import { expect, it } from 'vitest'
import { atLeast, atMost, below, passText, text } from './verdict.ts'

const target = { target: 'status visible', unit: '×' } as const

it('passes at the bound, fails beyond it', () => {
  expect(atMost(1.1, { ...target, value: 1.1 })).toMatchObject({ passed: true, bound: '≤ 1.10×' })
  expect(atMost(1.1, { ...target, value: 1.101 }).passed).toBe(false)
  expect(atMost(0, { ...target, value: 0 }).passed).toBe(true)
})

it('fails at the bound when the value must be below it', () => {
  expect(below(100, { ...target, unit: 'ms', value: 100 })).toMatchObject({
    passed: false,
    bound: '< 100 ms',
  })
  expect(below(100, { ...target, value: 99 }).passed).toBe(true)
})

it('passes at the bound when the value must be at least as high', () => {
  expect(atLeast(0.5, { ...target, value: 0.5 })).toMatchObject({ passed: true, bound: '≥ 0.50×' })
  expect(atLeast(0.5, { ...target, value: 0.49 }).passed).toBe(false)
})

it('neither passes nor fails without a value', () => {
  const verdict = atMost(1, { ...target, value: null, note: 'not there yet' })
  expect(verdict.passed).toBeNull()
  expect(verdict.note).toBe('not there yet')
  expect([true, false, null].map(passText)).toEqual(['pass', 'FAIL', 'n/a'])
})

it('formats numbers', () => {
  expect(text(1.234, '×')).toBe('1.23×')
  expect(text(1234.5, 'ms')).toBe('1,235 ms')
  expect(text(12.34, 'ms')).toBe('12.3 ms')
  expect(text(0.0123, '')).toBe('0.012')
  expect(text(115, 'kB')).toBe('115 kB')
})
