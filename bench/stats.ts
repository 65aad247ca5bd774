/** A summary of repeated measurements. */
export type Summary = { median: number; min: number; max: number; runs: number }

/** @returns null for no values */
export function median(values: readonly number[]): number | null {
  const sorted = values.toSorted((one, other) => one - other)
  const middle = sorted.length / 2
  const upper = sorted[Math.floor(middle)]
  const lower = sorted[Math.ceil(middle) - 1]
  return upper === undefined || lower === undefined ? null : (lower + upper) / 2
}

/** @returns null for no values */
export function summarise(values: readonly number[]): Summary | null {
  const middle = median(values)
  if (middle === null) return null
  return { median: middle, min: Math.min(...values), max: Math.max(...values), runs: values.length }
}

/**
 * Each value divided by the base of the same run: a busy machine slows both down, so the ratio
 * cancels it. Runs without one of the two are left out.
 */
export function ratios(
  values: readonly (number | null)[],
  bases: readonly (number | null)[],
): number[] {
  return values.flatMap((value, run) => {
    const base = bases[run] ?? null
    return value === null || base === null || base === 0 ? [] : [value / base]
  })
}

/** The value that a given share of all values does not exceed; null for no values. */
export function percentile(values: readonly number[], share: number): number | null {
  const sorted = values.toSorted((one, other) => one - other)
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? null
}

/** The values without null, which stands for "not measured". */
export function known(values: readonly (number | null)[]): number[] {
  return values.filter((value) => value !== null)
}
