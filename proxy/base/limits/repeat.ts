/**
 * Each run starts a while after the last has ended.
 * @param work never rejects
 */
export function repeat(
  work: () => Promise<void>,
  signal: AbortSignal,
  everyMs: number,
  firstMs = everyMs,
): void {
  setTimeout(() => {
    if (!signal.aborted) void work().finally(() => repeat(work, signal, everyMs))
  }, firstMs).unref()
}
