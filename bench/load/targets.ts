import { known, median, ratios } from '#bench/stats.ts'
import { atMost, below, type Verdict } from '#bench/verdict.ts'
import { valuesOf, type Cell, type MeasuredCell, type Variant, type VisitKind } from './cells.ts'
import type { LinkName } from './links/link.ts'
import type { ClientPlatform } from './visit/native-client.ts'
import type { NeededFile } from './needed-bytes.ts'
import type { VisitNumbers } from './numbers.ts'

type FirstVisit = { status: number; complete: number; hydrated: number }

/** Bounds for a first visit on a slow phone, as multiples of the limit's time until the status. */
const slowPhone: Record<Exclude<LinkName, 'middling'>, FirstVisit> = {
  devtools: { status: 1.2, complete: 1.65, hydrated: 2.6 },
  relay: { status: 1.15, complete: 1.4, hydrated: 1.8 },
}
const middlingPhone: Omit<FirstVisit, 'status'> = { complete: 1.4, hydrated: 1.8 }

const kinds: readonly VisitKind[] = ['first', 'return', 'offline']
const kB = 1000

/** Compares our visits with the limit's, for each link and device that was measured. */
export function loadVerdicts(
  cells: readonly MeasuredCell[],
  needed: readonly NeededFile[],
): Verdict[] {
  const ours = cells.filter(({ variant, kind }) => variant === 'ours' && kind === 'first')
  const short = ours.filter(({ logs }) => logs === 20)
  const slow = ours.filter(({ link }) => link !== 'middling')
  return [
    ...short.flatMap((cell) => timeVerdicts(cells, cell)),
    ...slow.filter(({ logs }) => logs === 20).map((cell) => lengthVerdict(cells, cell)),
    ...ours.map((cell) => shiftVerdict(cells, cell)),
    ...slow.map((cell) => taskVerdict(cells, cell)),
    neededVerdict(needed),
  ]
}

function timeVerdicts(cells: readonly MeasuredCell[], first: Cell): Verdict[] {
  const { link, platform } = first
  const at = where(link, platform)
  const toLimit = (kind: VisitKind, name: 'status' | 'complete' | 'hydrated') => {
    const limit = valuesOf(cells, { ...first, variant: 'limit' }, 'status')
    return both((variant) =>
      median(ratios(valuesOf(cells, { ...first, variant, kind }, name), limit)),
    )
  }
  const complete = (bound: number) =>
    atMost(bound, {
      target: `Page complete, first visit, to the limit's status (${at})`,
      ...toLimit('first', 'complete'),
      unit: '×',
    })
  const hydrated = (bound: number) =>
    atMost(bound, {
      target: `Page hydrated, first visit, to the limit's status (${at})`,
      ...toLimit('first', 'hydrated'),
      unit: '×',
    })
  if (link === 'middling')
    return [complete(middlingPhone.complete), hydrated(middlingPhone.hydrated)]
  const middle = (name: keyof VisitNumbers, scale = 1) =>
    both((variant) => {
      const value = median(known(valuesOf(cells, { ...first, variant }, name)))
      return value === null ? null : value / scale
    })
  const offline = toLimit('offline', 'status')
  return [
    atMost(slowPhone[link].status, {
      target: `Status visible, first visit, to the limit's (${at})`,
      ...toLimit('first', 'status'),
      unit: '×',
    }),
    complete(slowPhone[link].complete),
    hydrated(slowPhone[link].hydrated),
    atMost(0.45, {
      target: `Status visible, return visit with a session, to the limit's first (${at})`,
      ...toLimit('return', 'status'),
      unit: '×',
    }),
    atMost(0.45, {
      target: `Status visible without a network, to the limit's first visit (${at})`,
      ...offline,
      unit: '×',
      note: offline.value === null ? 'the app does not open without a network' : undefined,
    }),
    below(100, {
      target: `First press to the next frame, processor ÷ 4 (${at})`,
      ...middle('press'),
      unit: 'ms',
    }),
    atMost(platform === 'pc' ? 143 : 139, {
      target: `Document, scripts and styles until hydrated (${at})`,
      ...middle('codeBytes', kB),
      unit: 'kB',
    }),
  ]
}

function lengthVerdict(cells: readonly MeasuredCell[], short: Cell): Verdict {
  return atMost(1.3, {
    target: `Page complete with 5,000 records, to that with 20 (${where(short.link, short.platform)})`,
    ...both((variant) => {
      const cell: Cell = { ...short, variant }
      const long: Cell = { ...cell, logs: 5000 }
      return median(ratios(valuesOf(cells, long, 'complete'), valuesOf(cells, cell, 'complete')))
    }),
    unit: '×',
  })
}

function shiftVerdict(cells: readonly MeasuredCell[], cell: Cell): Verdict {
  return atMost(0, {
    target: `Layout shift, worst of all visits, ${whichLog(cell)} (${where(cell.link, cell.platform)})`,
    ...both((variant) => worst(cells, { ...cell, variant }, 'cls')),
    unit: '',
  })
}

function taskVerdict(cells: readonly MeasuredCell[], cell: Cell): Verdict {
  return atMost(100, {
    target: `Longest task after the first paint, worst of all visits, processor ÷ 4, ${whichLog(cell)} (${where(cell.link, cell.platform)})`,
    ...both((variant) => worst(cells, { ...cell, variant }, 'longestTask')),
    unit: 'ms',
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

/** Our value, which is compared with the target, and the typical app's. */
function both(of: (variant: Variant) => number | null): Pick<Verdict, 'value' | 'usual'> {
  return { value: of('ours'), usual: of('peer') }
}

/** The largest number over all runs and kinds of visit. */
function worst(
  cells: readonly MeasuredCell[],
  cell: Cell,
  name: 'cls' | 'longestTask',
): number | null {
  const values = kinds.flatMap((kind) => known(valuesOf(cells, { ...cell, kind }, name)))
  return values.length === 0 ? null : Math.max(...values)
}

function where(link: LinkName, platform: ClientPlatform): string {
  const linkName = {
    devtools: 'DevTools',
    relay: 'TLS relay',
    middling: 'middling phone, DevTools',
  }[link]
  return `${platform === 'pc' ? 'PC' : 'Android'}, ${linkName}`
}

function whichLog({ logs }: Cell): string {
  return `${logs.toLocaleString('en')} records`
}
