const bounds = {
  /** With live events, which do not report that a flow expired or was deleted. */
  live: { minMs: 120_000, maxMs: 300_000 },
  notLive: { minMs: 10_000, maxMs: 120_000 },
}

/**
 * The delay before the next read, which grows with the time since the last change, because most
 * changes follow another one closely. Milliseconds, in and out.
 * @param isLive whether live events arrive
 */
export function pollDelay(unchangedFor: number, isLive: boolean): number {
  const { minMs, maxMs } = isLive ? bounds.live : bounds.notLive
  return Math.min(Math.max(minMs, unchangedFor / 4), maxMs)
}
