import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { root } from '#scripts/built-app.mjs'
import { valuesOf, type Cell } from './load/cells.ts'
import type { LoadResult } from './load/result.ts'
import type { Machine } from './machine.ts'
import { formatted, readResult, writeFormatted } from './results-file.ts'
import { known, median } from './stats.ts'
import { verdictRow, type Verdict } from './verdict.ts'

type Result = { machine: Machine; commit: string | null; verdicts: Verdict[] }

const page = join(root, 'docs', 'performance.md')

/** Between these lines the page is written from the results, around them by hand. */
const marks = /(?<=<!-- measured -->\n).*(?=<!-- end -->)/s

/** `npm run bench:report`: writes the tables of docs/performance.md from the stored results. */
if (import.meta.filename === process.argv[1]) await writeFormatted(page, await pageText())

/** Whether the page has the tables that would be written. */
export async function isReportWritten(): Promise<boolean> {
  return (await readFile(page, 'utf8')) === (await formatted(page, await pageText()))
}

async function pageText(): Promise<string> {
  const parts: string[] = []
  const add = (head: string, result: Result | null) => {
    if (result !== null)
      parts.push(`## ${head}`, machineText(result), verdictTable(result.verdicts))
  }
  const load = await readResult<LoadResult>('load')
  add('Opening a contract', load)
  if (load !== null) parts.push(visitTable(load))
  add('The proxy', await readResult<Result>('proxy'))
  add('Opening a PDF', await readResult<Result>('viewer'))
  return (await readFile(page, 'utf8')).replace(marks, () => `\n${parts.join('\n\n')}\n\n`)
}

function machineText({ machine, commit }: Result): string {
  const { cpu, cores, memoryGb, node, chromium, loadBefore, date } = machine
  const browser = chromium === undefined ? '' : `, Chromium ${chromium}`
  return `Measured on ${date.slice(0, 10)} of ${commit}: ${cpu}, ${cores} cores, ${memoryGb} GB, Node ${node}${browser}; load before the start ${loadBefore}.`
}

function verdictTable(verdicts: readonly Verdict[]): string {
  return table(['target', 'bound', 'measured', ''], verdicts.map(verdictRow))
}

/** Medians of the visits to a contract of 20 records, on Android. */
function visitTable({ cells }: LoadResult): string {
  const visits = cells.filter(({ logs, platform }) => logs === 20 && platform === 'android')
  const ms = (cell: Cell, name: 'status' | 'complete' | 'hydrated') => {
    const value = median(known(valuesOf(cells, cell, name)))
    return value === null ? '—' : `${Math.round(value)} ms`
  }
  return table(
    ['visit', 'status', 'complete', 'hydrated'],
    visits.map((cell) => [
      `${cell.variant === 'ours' ? 'ours' : 'the limit'}, ${cell.kind} (${cell.link})`,
      ms(cell, 'status'),
      ms(cell, 'complete'),
      ms(cell, 'hydrated'),
    ]),
  )
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`
  return [line(head), `| ---${' | ---:'.repeat(head.length - 1)} |`, ...rows.map(line)].join('\n')
}
