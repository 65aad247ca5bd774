import { expect, it } from 'vitest'
import type { Cell, MeasuredCell } from './cells.ts'
import { loadVerdicts } from './targets.ts'
import type { Visit } from './visit/visit.ts'

const good: Visit = { firstPaint: 300, status: 600, complete: 900, hydrated: 1100, cls: 0 }
const firstVisit: Cell = {
  link: 'devtools',
  platform: 'android',
  logs: 20,
  variant: 'ours',
  kind: 'first',
}

function cell(changes: Partial<Cell>, ...visits: (Partial<Visit> | null)[]): MeasuredCell {
  return { ...firstVisit, ...changes, visits: visits.map((one) => one && { ...good, ...one }) }
}

const limit = cell({ variant: 'limit' }, { status: 500 }, { status: 1000 }, { status: 600 })

function verdictOf(cells: MeasuredCell[], words: string) {
  return loadVerdicts(cells, null).find(({ target }) => target.includes(words))
}

it("compares each visit with the limit's visit of the same run", () => {
  const ours = cell({}, { status: 600 }, { status: 1100 }, { status: 630 })
  const verdict = verdictOf([limit, ours], 'Status visible, first visit')
  expect(verdict?.value).toBeCloseTo(1.1)
  expect(verdict).toMatchObject({ bound: '≤ 1.45×', passed: true })
})

it('has a stricter target on the relay, where round trips cost the app less', () => {
  const relay = { link: 'relay' } as const
  const cells = [
    cell({ ...relay, variant: 'limit' }, { status: 500 }),
    cell(relay, { status: 610 }),
  ]
  const verdict = verdictOf(cells, 'Status visible, first visit')
  expect(verdict).toMatchObject({ bound: '≤ 1.20×', passed: false })
})

it('fails for the worst layout shift of all visits', () => {
  const cells = [limit, cell({}, { cls: 0 }), cell({ kind: 'return', logs: 5000 }, { cls: 0.02 })]
  expect(verdictOf(cells, 'Layout shift')).toMatchObject({ value: 0.02, passed: false })
})

it('does not judge what did not open', () => {
  const cells = [limit, cell({}, {}, {}, {}), cell({ kind: 'offline' }, null, null, null)]
  expect(verdictOf(cells, 'without a network')).toMatchObject({ passed: null })
})

it('compares a long flow and a long list with a short one', () => {
  const cells = [limit, cell({}, { complete: 1000 }), cell({ logs: 5000 }, { complete: 1400 })]
  const verdicts = loadVerdicts(cells, { short: 1000, long: 1200 })
  expect(verdicts.find(({ target }) => target.includes('5,000 records'))?.value).toBe(1.4)
  expect(verdicts.at(-1)).toMatchObject({ value: 1.2, passed: true })
})

it('has at most twenty targets, of the 25 of all benches', () => {
  const links = ['devtools', 'relay'] as const
  const cells = links.flatMap((link) =>
    (['android', 'pc'] as const).flatMap((platform) => [
      cell({ link, platform }, {}),
      cell({ link, platform, logs: 5000 }, {}),
    ]),
  )
  expect(loadVerdicts(cells, { short: 1, long: 1 })).toHaveLength(20)
})
