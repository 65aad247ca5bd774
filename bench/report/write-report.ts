import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { root } from '#scripts/built-app.mjs'
import type { LoadResult } from '#bench/load/result.ts'
import type { ProxyResult } from '#bench/proxy/result.ts'
import type { DeskResult, ScaleResult, StatisticsResult } from '#bench/scale/result.ts'
import type { StartResult } from '#bench/start/result.ts'
import { formatted, readResult, writeFormatted } from '#bench/results-file.ts'
import { loadReport } from './load-report.ts'
import { proxyReport } from './proxy-report.ts'
import { deskReport, scaleReport, statisticsReport } from './scale-report.ts'
import { startReport } from './start-report.ts'

const page = join(root, 'docs', 'performance.md')

/** Writes docs/performance.md from the stored results. */
export async function writeReport(): Promise<void> {
  await writeFormatted(page, await reportText())
}

/** Whether docs/performance.md is what `writeReport` would write. */
export async function isReportWritten(): Promise<boolean> {
  return (await readFile(page, 'utf8')) === (await formatted(page, await reportText()))
}

async function reportText(): Promise<string> {
  const load = await readResult<LoadResult>('load')
  const proxy = await readResult<ProxyResult>('proxy')
  const start = await readResult<StartResult>('start')
  const scale = await readResult<ScaleResult>('scale')
  const desk = await readResult<DeskResult>('corps')
  const statistics = await readResult<StatisticsResult>('statistics')
  const parts = [
    await wordsOf('introduction.md'),
    ...(load === null ? [] : [loadReport(load)]),
    ...(proxy === null ? [] : [proxyReport(proxy)]),
    ...(start === null ? [] : [startReport(start)]),
    ...(scale === null ? [] : [scaleReport(scale)]),
    ...(desk === null ? [] : [deskReport(desk)]),
    ...(statistics === null ? [] : [statisticsReport(statistics)]),
    await wordsOf('notes.md'),
  ]
  return parts.join('\n\n')
}

function wordsOf(file: string): Promise<string> {
  return readFile(new URL(file, import.meta.url), 'utf8')
}
