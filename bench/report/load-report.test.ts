import { expect, it } from 'vitest'
import { middlingPhone } from '#bench/load/visit/phones.ts'
import type { LoadResult } from '#bench/load/result.ts'
import { slow4g } from '#bench/network.ts'
import { loadReport } from './load-report.ts'

const visit = {
  firstPaint: 300,
  status: 600,
  complete: 900,
  hydrated: 1100,
  cls: 0,
  press: 24,
  longestTask: 70,
  requests: 8,
  bytes: 110_000,
  codeBytes: 100_000,
}
const cell = { link: 'devtools', platform: 'android', logs: 20, kind: 'first' } as const

const result: LoadResult = {
  machine: {
    cpu: 'a processor',
    cores: 2,
    memoryGb: 8,
    system: 'Linux 6',
    node: 'v20.20.2',
    chromium: '150.0',
    loadBefore: 0.1,
    date: '2026-11-24T08:00:00.000Z',
  },
  commit: 'abc1234',
  runs: 2,
  network: slow4g,
  cpuSlowdown: 4,
  middlingPhone,
  upstreamMs: 50,
  cells: [
    { ...cell, variant: 'ours', visits: [{ ...visit, status: 550 }, visit] },
    { ...cell, variant: 'ours', kind: 'offline', visits: [null, null] },
    {
      ...cell,
      variant: 'limit',
      visits: [
        { ...visit, status: 500 },
        { ...visit, status: 500 },
      ],
    },
  ],
  needed: [{ file: '/assets/app-CfEM_C_S.js', bytes: 84_173 }],
  lists: {
    log: { complete: 900, scrollTask: 80, scrollFrame: 90, filter: 40.4 },
    home: { complete: null, scrollTask: null, scrollFrame: null, filter: null },
    shortHome: { complete: 700, scrollTask: 0, scrollFrame: 20, filter: 12 },
  },
  evidence: {
    'devtools first': {
      status: 600,
      complete: 900,
      hydrated: 1100,
      firstPaint: 300,
      requests: [{ path: '/assets/app-CfEM_C_S.js', start: 300, first: 500, end: null, kB: 84.7 }],
      longFrames: [{ start: 700, duration: 80, scripts: ['71 ms app-CfEM_C_S.js'] }],
      shifts: [],
    },
  },
  verdicts: [
    { target: 'Status', bound: '≤ 1.10×', value: 1.15, usual: 4.1, unit: '×', passed: false },
    { target: 'Offline', bound: '≤ 0.65×', value: null, unit: '×', passed: null, note: 'not yet' },
  ],
}

const lines = loadReport(result)
  .split('\n')
  .map((line) => line.replaceAll(/ +/g, ' '))

it('says where and when it was measured, and which build', () => {
  expect(lines.join('\n')).toContain(
    'Measured on 2026-11-24 of abc1234: a processor, 2 cores, 8 GB, Linux 6, Node v20.20.2, Chromium 150.0',
  )
})

it('describes both phones, or says that one was not measured', () => {
  expect(lines.join('\n')).toContain('8 Mbit/s down, 3750 kbit/s up, 60 ms round trip')
  expect(loadReport({ ...result, middlingPhone: null })).toContain('was not measured')
})

it('has median, spread and ratio to the limit for each visit, the limit first', () => {
  const visits = lines.filter((line) => /^\| (limit|ours)/.test(line))
  expect(visits.map((line) => line.split(' | ')[0])).toEqual([
    '| limit, first',
    '| ours, first',
    '| ours, offline',
  ])
  expect(visits[1]).toContain('| 575 ms (550–600) | 1.15× (1.10–1.20) | 900 ms | 1.80× |')
  expect(visits[2]).toContain('| — | — |')
})

it('draws when the status is visible', () => {
  expect(lines).toContain(`ours, first ${'█'.repeat(50)} 575 ms`)
})

it('lists the files and long tasks of one visit, without the hashes in file names', () => {
  expect(lines).toContain('| `/assets/app.js` | 84,173 |')
  expect(lines).toContain(' 300 500 — 84.7 /assets/app.js')
  expect(lines).toContain(' 71 ms app.js')
})

it('has the numbers of long lists, and dashes for those not measured', () => {
  expect(lines).toContain('| timeline of 5,000 records | 900 ms | 80 ms | 90 ms | 40 ms |')
  expect(lines).toContain('| home with 10,000 flows | — | — | — | — |')
})
