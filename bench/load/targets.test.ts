import { expect, it } from 'vitest'
import type { Cell, MeasuredCell } from './cells.ts'
import type { VisitNumbers } from './numbers.ts'
import { loadVerdicts } from './targets.ts'

const good: VisitNumbers = {
  firstPaint: 300,
  status: 600,
  complete: 900,
  hydrated: 1100,
  cls: 0,
  press: 24,
  longestTask: 0,
  requests: 8,
  bytes: 110_000,
  codeBytes: 100_000,
}
const firstVisit: Cell = {
  link: 'devtools',
  platform: 'android',
  logs: 20,
  variant: 'ours',
  kind: 'first',
}

function cell(changes: Partial<Cell>, ...visits: (Partial<VisitNumbers> | null)[]): MeasuredCell {
  return {
    ...firstVisit,
    ...changes,
    visits: visits.map((numbers) => numbers && { ...good, ...numbers }),
  }
}

const limit = cell({ variant: 'limit' }, { status: 500 }, { status: 1000 }, { status: 600 })

function verdictOf(cells: MeasuredCell[], words: string) {
  return loadVerdicts(cells, []).find(({ target }) => target.includes(words))
}

it("compares each visit with the limit's visit of the same run", () => {
  const ours = cell({}, { status: 600 }, { status: 1100 }, { status: 630 })
  const verdict = verdictOf([limit, ours], 'Status visible, first visit')
  expect(verdict?.value).toBeCloseTo(1.1)
  expect(verdict).toMatchObject({ bound: '≤ 1.20×', passed: true })
})

it('has a stricter target on the relay, where round trips cost the app less', () => {
  const relay = { link: 'relay' } as const
  const cells = [
    cell({ ...relay, variant: 'limit' }, { status: 500 }),
    cell(relay, { status: 570 }),
  ]
  const verdict = verdictOf(cells, 'Status visible, first visit')
  expect(verdict).toMatchObject({ bound: '≤ 1.15×', passed: true })
})

it('has its own targets for a middling phone', () => {
  const middling = { link: 'middling' } as const
  const cells = [
    cell({ ...middling, variant: 'limit' }, { status: 300 }),
    cell({ ...middling, variant: 'peer' }, { complete: 1500, hydrated: 1500 }),
    cell(middling, { complete: 420, hydrated: 570, cls: 0 }),
  ]
  expect(loadVerdicts(cells, []).slice(0, -1)).toMatchObject([
    { bound: '≤ 1.40×', value: 1.4, usual: 5, passed: true },
    { bound: '≤ 1.80×', value: 1.9, usual: 5, passed: false },
    { bound: '≤ 0', value: 0, usual: 0, passed: true },
  ])
})

it('judges the longest task of all runs and kinds of visit, per length of the log', () => {
  const cells = [
    limit,
    cell({}, { longestTask: 70 }, { longestTask: 90 }),
    cell({ kind: 'offline' }, { longestTask: 101 }, null),
    cell({ logs: 5000 }, { longestTask: 100 }),
  ]
  const tasks = loadVerdicts(cells, []).filter(({ target }) => target.startsWith('Longest task'))
  expect(tasks).toMatchObject([
    { target: expect.stringContaining(', 20 records'), value: 101, passed: false },
    { target: expect.stringContaining('5,000 records'), value: 100, passed: true },
  ])
})

it('fails for the worst layout shift of all runs', () => {
  const ours = cell({}, { cls: 0 }, { cls: 0.002 }, { cls: 0 })
  expect(verdictOf([limit, ours], 'Layout shift')).toMatchObject({ value: 0.002, passed: false })
})

it('says so when the app does not open without a network', () => {
  const cells = [limit, cell({}, {}, {}, {}), cell({ kind: 'offline' }, null, null, null)]
  expect(verdictOf(cells, 'without a network')).toMatchObject({
    passed: null,
    note: 'the app does not open without a network',
  })
})

it('compares a long flow with a short one', () => {
  const cells = [limit, cell({}, { complete: 1000 }), cell({ logs: 5000 }, { complete: 1400 })]
  expect(verdictOf(cells, 'complete with 5,000 records')).toMatchObject({
    value: 1.4,
    passed: false,
  })
})

it('sums up the files that the status needs', () => {
  const files = [
    { file: '/boot.js', bytes: 20_000 },
    { file: '/flows/1', bytes: 6000 },
  ]
  const [verdict] = loadVerdicts([], files)
  expect(verdict).toMatchObject({ value: 26, passed: false })
})
