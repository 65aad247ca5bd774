const shortest = 10_000
const longest = 120_000

/**
 * How long to wait before reading a flow again, the longer the longer nothing has changed: most
 * changes come soon after another. Milliseconds, in and out.
 */
export function pollDelay(unchangedFor: number): number {
  return Math.min(Math.max(shortest, unchangedFor / 4), longest)
}
