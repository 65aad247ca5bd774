import { valuesOf, type Cell, type MeasuredCell, type Variant } from '#bench/load/cells.ts'
import type { Evidence } from '#bench/load/visit/evidence.ts'
import type { LinkName } from '#bench/load/links/link.ts'
import type { Lists } from '#bench/load/lists.ts'
import type { ListBehaviour } from '#bench/load/long-list.ts'
import type { ClientPlatform } from '#bench/load/visit/native-client.ts'
import type { NeededFile } from '#bench/load/needed-bytes.ts'
import type { VisitNumbers } from '#bench/load/numbers.ts'
import { known, ratios, summarise } from '#bench/stats.ts'
import { text, type Unit } from '#bench/verdict.ts'
import { bars, table } from './markdown.ts'

export const linkNames: Record<LinkName, string> = {
  devtools: "DevTools' emulation, HTTP/1.1",
  relay: 'TLS 1.3 and HTTP/2 over a relay',
  middling: "Middling phone, DevTools' emulation, HTTP/1.1",
}
const platformNames: Record<ClientPlatform, string> = { android: 'Android', pc: 'PC' }
const variantNames: Record<Variant, string> = { limit: 'limit', peer: 'usual app', ours: 'ours' }

const none = '—'

/** One table per link, device and length of log. */
export function cellTables(cells: readonly MeasuredCell[]): string {
  const groups = new Map<string, MeasuredCell[]>()
  for (const cell of cells) {
    const { link, platform, logs } = cell
    const title = `${linkNames[link]} · ${platformNames[platform]} · ${logs.toLocaleString('en')} records`
    groups.set(title, [...(groups.get(title) ?? []), cell])
  }
  return [...groups]
    .map(([title, group]) => `#### ${title}\n\n${cellTable(inOrder(group))}`)
    .join('\n\n')
}

/**
 * Sorts cells: the limit first, and first visits first, independent of the order of measurement.
 */
function inOrder(cells: readonly MeasuredCell[]): MeasuredCell[] {
  const variants = Object.keys(variantNames)
  const kinds = ['first', 'return', 'offline']
  const rank = ({ variant, kind }: Cell) => variants.indexOf(variant) * 10 + kinds.indexOf(kind)
  return cells.toSorted((one, other) => rank(one) - rank(other))
}

function cellTable(cells: readonly MeasuredCell[]): string {
  const head = [
    'visit',
    'first paint',
    'status visible',
    '× limit',
    'page complete',
    '× limit',
    'hydrated',
    '× limit',
    'layout shift',
    'first press',
    'longest task',
    'kB',
    'requests',
  ]
  return table(
    head,
    cells.map((cell) => rowOf(cells, cell)),
  )
}

function rowOf(cells: readonly MeasuredCell[], cell: MeasuredCell): string[] {
  const limit: Cell = { ...cell, variant: 'limit', kind: 'first' }
  const number = (name: keyof VisitNumbers, unit: Unit, scale = 1) =>
    numberText(
      known(valuesOf(cells, cell, name)).map((value) => value / scale),
      unit,
    )
  const toLimit = (name: 'status' | 'complete' | 'hydrated') =>
    numberText(ratios(valuesOf(cells, cell, name), valuesOf(cells, limit, 'status')), '×')
  const isLimit = cell.variant === 'limit'
  return [
    `${variantNames[cell.variant]}, ${cell.kind}`,
    number('firstPaint', 'ms'),
    number('status', 'ms'),
    isLimit ? '1' : toLimit('status'),
    isLimit ? none : number('complete', 'ms'),
    isLimit ? none : toLimit('complete'),
    isLimit ? none : number('hydrated', 'ms'),
    isLimit ? none : toLimit('hydrated'),
    number('cls', ''),
    number('press', 'ms'),
    number('longestTask', 'ms'),
    number('bytes', 'kB', 1000),
    number('requests', ''),
  ]
}

/** The median and, if the values differ, the minimum and the maximum. */
function numberText(values: readonly number[], unit: Unit): string {
  const summary = summarise(values)
  if (summary === null) return none
  const middle = text(summary.median, unit)
  const [least, most] = [text(summary.min, unit), text(summary.max, unit)]
  if (least === most) return middle
  const bare = (words: string) => words.replace(/ ?(ms|kB|×)$/, '')
  return `${middle} (${bare(least)}–${bare(most)})`
}

/** A bar chart: when people see the status of a flow with 20 records on a phone. */
export function statusBars(cells: readonly MeasuredCell[], link: LinkName): string {
  const items = inOrder(cells)
    .filter((cell) => cell.link === link && cell.platform === 'android' && cell.logs === 20)
    .flatMap((cell) => {
      const summary = summarise(known(cell.visits.map((visit) => visit?.status ?? null)))
      if (summary === null) return []
      const label = `${variantNames[cell.variant]}, ${cell.kind}`
      return [{ label, value: summary.median, text: text(Math.round(summary.median), 'ms') }]
    })
  return bars(items)
}

export function neededTable(files: readonly NeededFile[]): string {
  const rows = files.map(({ file, bytes }) => [
    `\`${withoutHash(file)}\``,
    bytes.toLocaleString('en'),
  ])
  return table(['file', 'bytes'], rows)
}

/** File names contain a hash of the build, which would change the report with each build. */
function withoutHash(path: string): string {
  return path.replace(/-[\w-]{8}(\.\w+)$/, '$1')
}

export function listTable(lists: Lists): string {
  const rows: [string, ListBehaviour][] = [
    ['timeline of 5,000 records', lists.log],
    ['home with 40 flows', lists.shortHome],
    ['home with 10,000 flows', lists.home],
  ]
  const ms = (value: number | null) => (value === null ? none : text(Math.round(value), 'ms'))
  return table(
    ['page', 'complete', 'longest task while scrolling', 'longest frame while scrolling', 'filter'],
    rows.map(([name, { complete, scrollTask, scrollFrame, filter }]) => [
      name,
      ms(complete),
      ms(scrollTask),
      ms(scrollFrame),
      ms(filter),
    ]),
  )
}

/** One visit as text: what it loaded and when, and what kept the processor busy. */
export function evidenceText({ requests, longFrames, shifts, ...times }: Evidence): string {
  const span = (value: number | null) => (value === null ? none : String(value)).padStart(6)
  const lines = [
    `first paint ${times.firstPaint} ms, status ${times.status} ms, complete ${times.complete} ms, hydrated ${times.hydrated} ms`,
    '',
    ' start  first    end     kB',
    ...requests.map(
      ({ path, start, first, end, kB }) =>
        `${span(start)} ${span(first)} ${span(end)} ${kB.toFixed(1).padStart(6)}  ${withoutHash(path)}`,
    ),
    ...longFrames.flatMap(({ start, duration, scripts }) => [
      '',
      `frame at ${start} ms, ${duration} ms long`,
      ...scripts.map((script) => `  ${script.replace(/-[\w-]{8}(\.\w+)$/, '$1')}`),
    ]),
    ...shifts.map(({ at, value, nodes }) => `shift at ${at} ms of ${value}: ${nodes.join(', ')}`),
  ]
  return lines.join('\n')
}
