/** A target with its measurement. `value` and `passed` are null if nothing was measured. */
export type Verdict = {
  target: string
  /** The bound as text: "≤ 1.10×". */
  bound: string
  value: number | null
  unit: Unit
  passed: boolean | null
  /** The typical app's value; absent if not measured. */
  usual?: number | null
  /** Why there is no value, or a remark about it. */
  note?: string
}

export type Unit = 'ms' | '×' | 'kB' | 'MB' | '' | 'calls'

type Target = {
  target: string
  value: number | null
  usual?: number | null | undefined
  unit: Unit
  note?: string | undefined
}

/** Passes if the value is at most the bound. */
export function atMost(bound: number, target: Target): Verdict {
  const passed = target.value === null ? null : target.value <= bound
  return verdict(target, `≤ ${text(bound, target.unit)}`, passed)
}

/** Passes if the value is below the bound. */
export function below(bound: number, target: Target): Verdict {
  const passed = target.value === null ? null : target.value < bound
  return verdict(target, `< ${text(bound, target.unit)}`, passed)
}

/** Passes if the value is at least the bound. */
export function atLeast(bound: number, target: Target): Verdict {
  const passed = target.value === null ? null : target.value >= bound
  return verdict(target, `≥ ${text(bound, target.unit)}`, passed)
}

function verdict(
  { target, value, usual, unit, note }: Target,
  bound: string,
  passed: boolean | null,
): Verdict {
  return {
    target,
    bound,
    value,
    unit,
    passed,
    ...(usual === undefined ? {} : { usual }),
    ...(note === undefined ? {} : { note }),
  }
}

/** A number with its unit, as readable text. */
export function text(value: number, unit: Unit): string {
  if (unit === '×') return `${value.toFixed(2)}×`
  const digits = Number.isInteger(value) || Math.abs(value) >= 100 ? 0 : value < 1 ? 3 : 1
  const number = value.toLocaleString('en', { maximumFractionDigits: digits })
  return unit === '' ? number : `${number} ${unit}`
}

/** "pass", "FAIL" or "n/a". */
export function passText(passed: boolean | null): string {
  if (passed === null) return 'n/a'
  return passed ? 'pass' : 'FAIL'
}
