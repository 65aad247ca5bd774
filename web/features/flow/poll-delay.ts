const bounds = {
  /** With live events, which do not report that a flow expired or was deleted. */
  told: { shortest: 120_000, longest: 300_000 },
  untold: { shortest: 10_000, longest: 120_000 },
}

/**
 * The delay before the next read, which grows with the time since the last change, because most
 * changes follow another one closely. Milliseconds, in and out.
 * @param isTold whether live events arrive
 */
export function pollDelay(unchangedFor: number, isTold: boolean): number {
  const { shortest, longest } = isTold ? bounds.told : bounds.untold
  return Math.min(Math.max(shortest, unchangedFor / 4), longest)
}
