/**
 * The value whose bar is full. A value more than ten times the next one would leave all others
 * without a bar that can be seen, so it does not set the scale; its own bar is broken.
 * @param values not negative
 */
export function barScale(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => b - a)
  const scale = sorted.find((value, index) => value <= 10 * (sorted[index + 1] ?? value))
  return Math.max(scale ?? 0, 1)
}
