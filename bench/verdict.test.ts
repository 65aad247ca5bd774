import { expect, it } from 'vitest'
import { atLeast, atMost, verdictRow } from './verdict.ts'

const target = { target: 'status visible', unit: '×' } as const

it('passes at the bound, fails beyond it', () => {
  expect(verdictRow(atMost(1.1, { ...target, value: 1.1 }))).toEqual([
    'status visible',
    '≤ 1.10×',
    '1.10×',
    'pass',
  ])
  expect(atMost(1.1, { ...target, value: 1.101 }).passed).toBe(false)
  expect(atLeast(0.5, { ...target, value: 0.5 }).passed).toBe(true)
  expect(verdictRow(atLeast(1, { ...target, unit: '', value: 0.0123 })).slice(1)).toEqual([
    '≥ 1',
    '0.012',
    'FAIL',
  ])
})

it('neither passes nor fails without a value', () => {
  expect(verdictRow(atMost(1, { ...target, value: null })).slice(2)).toEqual(['—', 'n/a'])
})
