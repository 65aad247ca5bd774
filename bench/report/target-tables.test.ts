import { expect, it } from 'vitest'
import { loadTargetTable, targetTable } from './target-tables.ts'

const met = { target: 'Status', bound: '≤ 1.10×', value: 1.05, unit: '×', passed: true } as const
const missed = { ...met, value: 1.15, usual: 4.1, passed: false } as const
const unmeasured = {
  ...met,
  target: 'Offline',
  value: null,
  passed: null,
  note: 'not yet',
} as const

const linesOf = (text: string) => text.split('\n').map((line) => line.replaceAll(/ +/g, ' '))

it('says which targets were met', () => {
  expect(linesOf(targetTable([met]))).toContain('| Status | ≤ 1.10× | 1.05× | pass |')
})

it('says of loading pages also the value of a usual app', () => {
  const lines = linesOf(loadTargetTable([missed, unmeasured]))
  expect(lines).toContain('| Status | ≤ 1.10× | 1.15× | 4.10× | FAIL |')
  expect(lines).toContain('| Offline | ≤ 1.10× | not yet | — | n/a |')
})
