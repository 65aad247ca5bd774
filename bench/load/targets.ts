import { known, median, ratios } from '../stats.ts'
import { atMost, below, type Verdict } from '../verdict.ts'
import { valuesOf, type Cell, type MeasuredCell } from './cells.ts'
import type { LinkName } from './link.ts'
import type { ClientPlatform } from './native-client.ts'
import type { NeededFile } from './needed-bytes.ts'
import type { VisitNumbers } from './numbers.ts'

/** Times of a first visit, to the limit's status. */
const firstVisits: Record<LinkName, { status: number; complete: number; hydrated: number }> = {
  devtools: { status: 1.2, complete: 1.65, hydrated: 2.6 },
  relay: { status: 1.15, complete: 1.4, hydrated: 1.8 },
}
const kB = 1000

/** Holds our visits to the limit's, for each link and device that was measured. */
export function loadVerdicts(
  cells: readonly MeasuredCell[],
  needed: readonly NeededFile[],
): Verdict[] {
  const ours = cells.filter(({ variant, kind }) => variant === 'ours' && kind === 'first')
  const short = ours.filter(({ logs }) => logs === 20)
  return [
    ...short.flatMap((cell) => verdictsOfShort(cells, cell)),
    ...short.map((cell) => lengthVerdict(cells, cell)),
    neededVerdict(needed),
  ]
}

function verdictsOfShort(cells: readonly MeasuredCell[], first: Cell): Verdict[] {
  const { link, platform } = first
  const limit: Cell = { ...first, variant: 'limit' }
  const at = where(link, platform)
  const middle = (name: keyof VisitNumbers) => median(known(valuesOf(cells, first, name)))
  const worst = (name: keyof VisitNumbers) => largest(known(valuesOf(cells, first, name)))
  const toLimit = (cell: Cell, name: 'status' | 'complete' | 'hydrated') =>
    median(ratios(valuesOf(cells, cell, name), valuesOf(cells, limit, 'status')))
  const offline: Cell = { ...first, kind: 'offline' }
  const offlineStatus = median(known(valuesOf(cells, offline, 'status')))
  const code = middle('codeBytes')
  return [
    atMost(firstVisits[link].status, {
      target: `Status visible, first visit, to the limit's (${at})`,
      value: toLimit(first, 'status'),
      unit: '×',
    }),
    atMost(firstVisits[link].complete, {
      target: `Page complete, first visit, to the limit's status (${at})`,
      value: toLimit(first, 'complete'),
      unit: '×',
    }),
    atMost(firstVisits[link].hydrated, {
      target: `Page hydrated, first visit, to the limit's status (${at})`,
      value: toLimit(first, 'hydrated'),
      unit: '×',
    }),
    atMost(0.45, {
      target: `Status visible, return visit with a session, to the limit's first (${at})`,
      value: toLimit({ ...first, kind: 'return' }, 'status'),
      unit: '×',
    }),
    atMost(0.45, {
      target: `Status visible without a network, to the limit's first visit (${at})`,
      value: toLimit(offline, 'status'),
      unit: '×',
      note: offlineStatus === null ? 'the app does not open without a network' : undefined,
    }),
    atMost(0, { target: `Layout shift, worst run (${at})`, value: worst('cls'), unit: '' }),
    below(100, {
      target: `First press to the next frame, processor ÷ 4 (${at})`,
      value: middle('press'),
      unit: 'ms',
    }),
    atMost(100, {
      target: `Longest task after the first paint, processor ÷ 4 (${at})`,
      value: middle('longestTask'),
      unit: 'ms',
    }),
    atMost(125, {
      target: `Scripts and styles until hydrated (${at})`,
      value: code === null ? null : code / kB,
      unit: 'kB',
    }),
  ]
}

function lengthVerdict(cells: readonly MeasuredCell[], short: Cell): Verdict {
  const long: Cell = { ...short, logs: 5000 }
  return atMost(1.3, {
    target: `Page complete with 5,000 records, to that with 20 (${where(short.link, short.platform)})`,
    value: median(ratios(valuesOf(cells, long, 'complete'), valuesOf(cells, short, 'complete'))),
    unit: '×',
  })
}

function neededVerdict(needed: readonly NeededFile[]): Verdict {
  const bytes = needed.reduce((sum, file) => sum + file.bytes, 0)
  return atMost(25, {
    target: 'Document, scripts and styles without which no status is visible',
    value: bytes / kB,
    unit: 'kB',
  })
}

function where(link: LinkName, platform: ClientPlatform): string {
  return `${platform === 'pc' ? 'PC' : 'Android'}, ${link === 'relay' ? 'TLS relay' : 'DevTools'}`
}

function largest(values: readonly number[]): number | null {
  return values.length === 0 ? null : Math.max(...values)
}
