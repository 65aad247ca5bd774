import { known, median, ratios } from '#bench/stats.ts'
import { atMost, type Verdict } from '#bench/verdict.ts'
import { valuesOf, type Cell, type MeasuredCell, type VisitKind } from './cells.ts'
import type { LinkName } from './links/link.ts'
import type { Lists } from './result.ts'
import type { ClientPlatform } from './visit/native-client.ts'

type Bounds = Record<'status' | 'complete' | 'hydrated' | 'return' | 'offline', number>

/**
 * Multiples of the limit's time until the status. They held on an AMD EPYC and on an Intel Xeon,
 * where more of a visit is the phone's own time.
 */
const bounds: Record<LinkName, Bounds> = {
  devtools: { status: 1.45, complete: 1.6, hydrated: 2.6, return: 0.8, offline: 0.45 },
  relay: { status: 1.2, complete: 1.4, hydrated: 2, return: 0.6, offline: 0.45 },
}

/** A long list may take so many times a short one. */
const longBound = 1.3

/** Compares our visits with the limit's, for each link and device that was measured. */
export function loadVerdicts(cells: readonly MeasuredCell[], lists: Lists | null): Verdict[] {
  const ours = cells.filter(({ variant, kind }) => variant === 'ours' && kind === 'first')
  return [
    ...ours.filter(({ logs }) => logs === 20).flatMap((cell) => timeVerdicts(cells, cell)),
    ...ours.filter(({ logs }) => logs === 5000).flatMap((cell) => lengthVerdicts(cells, cell)),
    shiftVerdict(cells),
    ...(lists === null ? [] : [listVerdict(lists)]),
  ]
}

function timeVerdicts(cells: readonly MeasuredCell[], first: Cell): Verdict[] {
  const { link, platform } = first
  const at = where(link, platform)
  const limit = valuesOf(cells, { ...first, variant: 'limit' }, 'status')
  const toLimit = (
    bound: keyof Bounds,
    what: string,
    kind: VisitKind,
    name: 'status' | 'complete' | 'hydrated',
  ) =>
    atMost(bounds[link][bound], {
      target: `${what} (${at})`,
      value: median(ratios(valuesOf(cells, { ...first, kind }, name), limit)),
      unit: '×',
    })
  return [
    toLimit('status', "Status visible, first visit, to the limit's", 'first', 'status'),
    ...(platform === 'pc'
      ? []
      : [
          toLimit(
            'complete',
            "Page complete, first visit, to the limit's status",
            'first',
            'complete',
          ),
        ]),
    toLimit('hydrated', "Page hydrated, first visit, to the limit's status", 'first', 'hydrated'),
    toLimit(
      'return',
      "Status visible, return visit with a session, to the limit's first",
      'return',
      'status',
    ),
    ...(platform === 'pc'
      ? []
      : [
          toLimit(
            'offline',
            "Status visible without a network, to the limit's first visit",
            'offline',
            'status',
          ),
        ]),
  ]
}

/** On phones; a PC is faster than its network for both. */
function lengthVerdicts(cells: readonly MeasuredCell[], long: Cell): Verdict[] {
  if (long.platform === 'pc') return []
  const short = valuesOf(cells, { ...long, logs: 20 }, 'complete')
  return [
    atMost(longBound, {
      target: `Page complete with 5,000 records, to that with 20 (${where(long.link, long.platform)})`,
      value: median(ratios(valuesOf(cells, long, 'complete'), short)),
      unit: '×',
    }),
  ]
}

function shiftVerdict(cells: readonly MeasuredCell[]): Verdict {
  const shifts = cells
    .filter(({ variant }) => variant === 'ours')
    .flatMap((cell) => known(valuesOf(cells, cell, 'cls')))
  return atMost(0.01, {
    target: 'Layout shift, worst of all visits',
    value: shifts.length === 0 ? null : Math.max(...shifts),
    unit: '',
  })
}

function listVerdict({ short, long }: Lists): Verdict {
  return atMost(longBound, {
    target: 'Home complete with 10,000 flows, to that with 40',
    value: short === null || long === null ? null : long / short,
    unit: '×',
  })
}

function where(link: LinkName, platform: ClientPlatform): string {
  const linkName = { devtools: 'DevTools', relay: 'TLS relay' }[link]
  return `${platform === 'pc' ? 'PC' : 'Android'}, ${linkName}`
}
