import { expect, it } from 'vitest'
import type { ProxyResult } from '#bench/proxy/result.ts'
import { proxyReport } from './proxy-report.ts'

const rate = { p99: 9, failed: 0, requests: 400, connections: 16 }

const result: ProxyResult = {
  machine: {
    cpu: 'a processor',
    cores: 2,
    memoryGb: 8,
    system: 'Linux 6',
    node: 'v20.20.2',
    loadBefore: 0,
    date: '2026-11-24T08:00:00.000Z',
  },
  commit: null,
  seconds: 4,
  upstreamMs: 50,
  bodyBytes: 3100,
  rates: [
    { ...rate, server: 'upstream', view: 'uncached', perSecond: 300, p50: 50.5, upstreamCalls: 1 },
    { ...rate, server: 'ours', view: 'uncached', perSecond: 250, p50: 52.25, upstreamCalls: 3 },
    { ...rate, server: 'ours', view: 'cached', perSecond: 9000, p50: 1.5, upstreamCalls: 0.01 },
  ],
  viewers: {
    count: 1000,
    changes: [{ upstreamReads: 1, upstreamCalls: 3, reads: 1000, lastAnswerMs: 240 }],
    heapBytesEach: 9000,
    rssBytesEach: 21_000,
  },
  idle: { count: 5000, rssBytes: 90 * 2 ** 20, heapBytes: 40 * 2 ** 20 },
  bigBody: {
    bytes: 10 * 2 ** 20,
    blockedMs: [15, 18, 30],
    answerMs: [200, 240, 260],
    restMs: [1, 2, 9],
  },
  verdicts: [{ target: 'Cached', bound: '≥ 0.50×', value: 0.6, unit: '×', passed: true }],
}

const text = proxyReport(result)

it("has the rates, and the time added to upstream's", () => {
  expect(text).toContain('| ours, uncached | 16 | 250 | 52.25 | 9.00 | 1.75 | 3.00 | 0 |')
  expect(text).toContain('| ours, cached | 16 | 9,000 | 1.50 | 9.00 | — | 0.01 | 0 |')
})

it('compares several workers with one process, when they were measured', () => {
  const uncached = { ...rate, view: 'uncached', p50: 60, upstreamCalls: 3 } as const
  const rates: ProxyResult['rates'] = [64, 256].flatMap((connections) => [
    { ...uncached, connections, server: 'ours', perSecond: 800 },
    { ...uncached, connections, server: 'workers', perSecond: 800 + connections },
  ])
  const compared = proxyReport({ ...result, rates })
  expect(compared).toContain('| ours, 2 workers, uncached | 64 | 864 |')
  expect(compared).toContain(
    'to those of one process: 1.08× with 64 connections, 1.32× with 256 connections.',
  )
  expect(text).not.toContain('workers')
})

it('has the cost of live pages and large bodies', () => {
  expect(text).toContain('read the flow once upstream (3 calls) and answered 1,000 views')
  expect(text).toContain('5,000 idle connections take 90 MB')
  expect(text).toContain(
    'blocks the event loop for 18 ms (longest delay, median of 3; 2 ms without any request)',
  )
})

it('says so when no live pages were measured', () => {
  const none = proxyReport({ ...result, viewers: null, idle: null })
  expect(none).toContain('Not measured: the proxy sends no events or takes no notices.')
  expect(none).not.toContain('idle connections')
})
