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
    p99: 2,
    failed: 0,
    requests: 4000,
    upstreamCalls: null,
    ...changes,
  }
}

const bigBody = { bytes: 10, blockedMs: [30, 15, 25], answerMs: [], restMs: [] }

it('compares views with those of others, at the same number of connections', () => {
  const rates = [
    rate({ perSecond: 3000 }),
    rate({ connections: 64, perSecond: 2000 }),
    rate({ server: 'upstream', view: 'uncached', p50: 50.5 }),
    rate({ view: 'uncached', p50: 53 }),
    rate({ server: 'upstream', view: 'uncached', connections: 1, p50: 50.5 }),
    rate({ view: 'uncached', connections: 1, p50: 51.5 }),
    rate({ server: 'pass-through', view: 'uncached', connections: 64, perSecond: 1000 }),
    rate({ view: 'uncached', connections: 64, perSecond: 500 }),
  ]
  const [cached, addedToOne, addedToMany, busy] = proxyVerdicts(rates, null, null, bigBody)
  expect(cached).toMatchObject({ value: 3000, passed: true })
  expect(addedToOne).toMatchObject({ value: 1, passed: true })
  expect(addedToMany).toMatchObject({ value: 2.5, passed: false })
  expect(busy).toMatchObject({ value: 0.5, passed: true })
})

it('judges the most expensive change', () => {
  const change = { upstreamCalls: 3, reads: 1000 }
  const changes = [1, 2, 1].map((upstreamReads) => {
    return { ...change, upstreamReads, lastAnswerMs: upstreamReads * 80 }
  })
  const viewers = { count: 1000, changes, heapBytesEach: 1, rssBytesEach: 1 }
  const idle = { count: 5000, rssBytes: 100 * 2 ** 20, heapBytes: 1 }
  const verdicts = proxyVerdicts([], viewers, idle, bigBody)
  expect(verdicts.map(({ passed }) => passed)).toEqual([
    null,
    null,
    null,
    null,
    false,
    true,
    true,
    true,
  ])
  expect(verdicts.slice(-3).map(({ value }) => value)).toEqual([160, 100, 25])
})

it('gives no verdict on what was not measured', () => {
  const verdicts = proxyVerdicts([], null, null, bigBody)
  expect(verdicts.map(({ passed }) => passed)).toEqual([
    null,
    null,
    null,
    null,
    null,
    null,
    null,
    true,
  ])
})
