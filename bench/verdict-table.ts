import { passText, text, type Verdict } from './verdict.ts'

/** Rows with the columns of the report. */
export function verdictRows(verdicts: readonly Verdict[]): string[][] {
  return verdicts.map(({ target, bound, value, unit, passed, note }) => [
    target,
    bound,
    value === null ? (note ?? '—') : text(value, unit),
    passText(passed),
  ])
}

/** Prints passed and missed targets. A missed target does not fail the command. */
export function printVerdicts(verdicts: readonly Verdict[]): void {
  const rows = verdictRows(verdicts)
  const width = Math.max(0, ...rows.map(([target = '']) => target.length))
  for (const [target = '', bound = '', value = '', passed = ''] of rows)
    console.log(`${passed.padEnd(5)}${target.padEnd(width + 2)}${value}  (${bound})`)
}
