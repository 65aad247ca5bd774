import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { root } from '#scripts/built-app.mjs'
import type { LoadResult } from '#bench/load/result.ts'
import type { ProxyResult, StartResult } from '#bench/proxy/result.ts'
import type { DeskResult, ScaleResult, StatisticsResult } from '#bench/scale/result.ts'
import { formatted, readResult, writeFormatted } from '#bench/results-file.ts'
import { loadReport } from './load-report.ts'
import { proxyReport } from './proxy-report.ts'
import { deskReport, scaleReport, statisticsReport } from './scale-report.ts'
import { startReport } from './start-report.ts'
import { loadTargetTable, targetTable } from './target-tables.ts'

/** Writes docs/performance.md and docs/performance-tables.md from the stored results. */
export async function writeReport(): Promise<void> {
  for (const [page, text] of await pages()) await writeFormatted(page, text)
}

/** Whether both pages are what `writeReport` would write. */
export async function isReportWritten(): Promise<boolean> {
  for (const [page, text] of await pages())
    if ((await readFile(page, 'utf8')) !== (await formatted(page, text))) return false
  return true
}

async function pages(): Promise<[page: string, text: string][]> {
  const load = await readResult<LoadResult>('load')
  const proxy = await readResult<ProxyResult>('proxy')
  const start = await readResult<StartResult>('start')
  const scale = await readResult<ScaleResult>('scale')
  const desk = await readResult<DeskResult>('corps')
  const statistics = await readResult<StatisticsResult>('statistics')
  const verdicts = [
    await wordsOf('introduction.md'),
    ...(load === null ? [] : ['## Opening a contract', loadTargetTable(load.verdicts)]),
    ...(proxy === null ? [] : ['## The proxy', targetTable(proxy.verdicts)]),
    ...(start === null ? [] : ['## Start and memory', targetTable(start.verdicts)]),
    ...(desk === null ? [] : ["## The operators' desk", targetTable(desk.verdicts)]),
    ...(statistics === null ? [] : ['## Statistics', targetTable(statistics.verdicts)]),
    await wordsOf('notes.md'),
  ]
  const details = [
    await wordsOf('method.md'),
    ...(load === null ? [] : [loadReport(load)]),
    ...(proxy === null ? [] : [proxyReport(proxy)]),
    ...(start === null ? [] : [startReport(start)]),
    ...(scale === null ? [] : [scaleReport(scale)]),
    ...(desk === null ? [] : [deskReport(desk)]),
    ...(statistics === null ? [] : [statisticsReport(statistics)]),
  ]
  const docs = join(root, 'docs')
  return [
    [join(docs, 'performance.md'), verdicts.join('\n\n')],
    [join(docs, 'performance-tables.md'), details.join('\n\n')],
  ]
}

function wordsOf(file: string): Promise<string> {
  return readFile(new URL(file, import.meta.url), 'utf8')
}
