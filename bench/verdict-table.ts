import { passText, text, type Verdict } from './verdict.ts'

/** Columns as in the report. */
export function verdictRows(verdicts: readonly Verdict[]): string[][] {
  return verdicts.map(({ target, bound, value, unit, passed, note }) => [
    target,
    bound,
    value === null ? (note ?? '—') : text(value, unit),
    passText(passed),
  ])
}

/** Says in the terminal what passed and what did not. A failed target fails no command. */
export function printVerdicts(verdicts: readonly Verdict[]): void {
  const rows = verdictRows(verdicts)
  const width = Math.max(0, ...rows.map(([target = '']) => target.length))
  for (const [target = '', bound = '', value = '', passed = ''] of rows)
    console.log(`${passed.padEnd(5)}${target.padEnd(width + 2)}${value}  (${bound})`)
}
