/**
 * How much of the track a bar covers: the square root of its share of the longest one, so that
 * minutes are still seen beside days.
 */
export function partOf(value: number, longest: number): number {
  return longest <= 0 ? 0 : Math.sqrt(Math.max(value, 0) / longest)
}
