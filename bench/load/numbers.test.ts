import { expect, it } from 'vitest'
import type { NetworkRequest } from './links/network-log.ts'
import { numbersOf } from './numbers.ts'
import type { Visit } from './visit/visit.ts'

function request(path: string, type: string, end: number, bytes: number): NetworkRequest {
  const parts = [{ at: end, bytes }]
  return { path, type, start: 0, first: end, end, bytes: bytes + 300, parts }
}

const visit: Visit = {
  status: 600,
  complete: 900,
  hydrated: 1100,
  press: 24,
  report: {
    firstPaint: 300,
    shifts: [
      { value: 0.01, at: 650, nodes: [] },
      { value: 0.02, at: 950, nodes: [] },
    ],
    longTasks: [
      { start: 100, duration: 180 },
      { start: 700, duration: 60 },
      { start: 800, duration: 90 },
    ],
    longFrames: [],
    interactions: [],
  },
  requests: [
    request('/', 'Document', 250, 1800),
    request('/a.js', 'Script', 800, 50_000),
    request('/b.js', 'Script', 1100, 9000),
    request('/a.css', 'Stylesheet', 500, 700),
  ],
}

it('sums up what a visit was like', () => {
  expect(numbersOf(visit)).toEqual({
    firstPaint: 300,
    status: 600,
    complete: 900,
    hydrated: 1100,
    cls: 0.03,
    press: 24,
    longestTask: 90,
    requests: 4,
    bytes: 62_700,
    codeBytes: 61_500,
  })
})

it('leaves out tasks before the first paint', () => {
  const report = { ...visit.report, firstPaint: 850 }
  expect(numbersOf({ ...visit, report }).longestTask).toBe(0)
})

it('has no code size when the page was never hydrated', () => {
  expect(numbersOf({ ...visit, hydrated: null }).codeBytes).toBeNull()
})
