/** @returns null for no values */
export function median(values: readonly number[]): number | null {
  const sorted = values.toSorted((one, other) => one - other)
  const middle = sorted.length / 2
  const upper = sorted[Math.floor(middle)]
  const lower = sorted[Math.ceil(middle) - 1]
  return upper === undefined || lower === undefined ? null : (lower + upper) / 2
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

/** The values without null, which stands for "not measured". */
export function known(values: readonly (number | null)[]): number[] {
  return values.filter((value) => value !== null)
}
