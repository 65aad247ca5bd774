/** A target with its measurement. `value` and `passed` are null if nothing was measured. */
export type Verdict = {
  target: string
  /** The bound as text: "≤ 1.10×". */
  bound: string
  value: number | null
  unit: Unit
  passed: boolean | null
}

type Unit = '×' | ''

type Target = Pick<Verdict, 'target' | 'value' | 'unit'>

/** Passes if the value is at most the bound. */
export function atMost(bound: number, target: Target): Verdict {
  const passed = target.value === null ? null : target.value <= bound
  return { ...target, bound: `≤ ${text(bound, target.unit)}`, passed }
}

/** Passes if the value is at least the bound. */
export function atLeast(bound: number, target: Target): Verdict {
  const passed = target.value === null ? null : target.value >= bound
  return { ...target, bound: `≥ ${text(bound, target.unit)}`, passed }
}

function text(value: number, unit: Unit): string {
  return unit === '×' ? `${value.toFixed(2)}×` : String(Number(value.toFixed(3)))
}

/** Target, bound, value and "pass", "FAIL" or "n/a". */
export function verdictRow({ target, bound, value, unit, passed }: Verdict): string[] {
  const said = passed === null ? 'n/a' : passed ? 'pass' : 'FAIL'
  return [target, bound, value === null ? '—' : text(value, unit), said]
}

/** Prints passed and missed targets. A missed target does not fail the command. */
export function printVerdicts(verdicts: readonly Verdict[]): void {
  const rows = verdicts.map(verdictRow)
  const width = Math.max(0, ...rows.map(([target = '']) => target.length))
  for (const [target = '', bound = '', value = '', passed = ''] of rows)
    console.log(`${passed.padEnd(5)}${target.padEnd(width + 2)}${value}  (${bound})`)
}
