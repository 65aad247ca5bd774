/**
 * The value of a full bar. A value over ten times the next would leave the others without a visible
 * bar, so it is skipped and its own bar is drawn broken.
 * @param values not negative
 */
export function barScale(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => b - a)
  const scale = sorted.find((value, index) => value <= 10 * (sorted[index + 1] ?? value))
  return Math.max(scale ?? 0, 1)
}
