import { text, type Verdict } from '#bench/verdict.ts'
import { verdictRows } from '#bench/verdict-table.ts'
import { table } from './markdown.ts'

/** Targets, and whether they were met. */
export function targetTable(verdicts: readonly Verdict[]): string {
  return table(['target', 'bound', 'measured', ''], verdictRows(verdicts))
}

/** The targets of loading pages, with the usual app beside ours. */
export function loadTargetTable(verdicts: readonly Verdict[]): string {
  const usual = verdicts.map((verdict) =>
    typeof verdict.usual === 'number' ? text(verdict.usual, verdict.unit) : '—',
  )
  const rows = verdictRows(verdicts).map((row, index) => row.toSpliced(3, 0, usual[index] ?? ''))
  return table(['target', 'bound', 'ours', 'usual app', ''], rows)
}
