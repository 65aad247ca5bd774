const bounds = {
  /** While changes are told, for what nobody tells of: that a flow expired, or was deleted. */
  told: { shortest: 120_000, longest: 300_000 },
  untold: { shortest: 10_000, longest: 120_000 },
}

/**
 * How long to wait before reading a flow again, the longer the longer nothing has changed: most
 * changes come soon after another. Milliseconds, in and out.
 * @param isTold whether the proxy tells of changes by itself
 */
export function pollDelay(unchangedFor: number, isTold: boolean): number {
  const { shortest, longest } = isTold ? bounds.told : bounds.untold
  return Math.min(Math.max(shortest, unchangedFor / 4), longest)
}
