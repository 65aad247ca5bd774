import { expect, it } from 'vitest'
import type { MeasuredRate } from './result.ts'
import { proxyVerdicts } from './targets.ts'

function rate(changes: Partial<MeasuredRate>): MeasuredRate {
  return {
    server: 'ours',
    view: 'cached',
    connections: 16,
    perSecond: 1000,
    p50: 1,
    failed: 0,
    requests: 4000,
    upstreamCalls: null,
    ...changes,
  }
}

const change = { upstreamCalls: 3, reads: 1000, lastAnswerMs: 80 }
const watchers = {
  count: 1000,
  changes: [1, 2, 1].map((upstreamReads) => ({ ...change, upstreamReads })),
}

it('compares views with those of others, at the same number of connections', () => {
  const verdicts = proxyVerdicts(
    [
      rate({ perSecond: 3000 }),
      rate({ server: 'bare', perSecond: 6000 }),
      rate({ server: 'bare', connections: 64, perSecond: 9000 }),
      rate({ server: 'pass-through', view: 'uncached', connections: 1, p50: 50 }),
      rate({ view: 'uncached', connections: 1, p50: 65 }),
      rate({ server: 'pass-through', view: 'uncached', connections: 64, perSecond: 1000 }),
      rate({ view: 'uncached', connections: 64, perSecond: 100 }),
    ],
    watchers,
  )
  expect(verdicts).toMatchObject([
    { value: 0.5, passed: true },
    { value: 1.3, passed: false },
    { value: 0.1, passed: false },
    { value: 2, passed: false },
  ])
})

it('gives no verdict on what was not measured', () => {
  const verdicts = proxyVerdicts([rate({})], watchers)
  expect(verdicts.map(({ passed }) => passed)).toEqual([null, null, null, false])
})
