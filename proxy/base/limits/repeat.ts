/**
 * Each run starts a while after the last has ended.
 * @param work never rejects
 */
export function repeat(work: () => Promise<void>, signal: AbortSignal, everyMs: number): void {
  setTimeout(() => {
    if (!signal.aborted) void work().finally(() => repeat(work, signal, everyMs))
  }, everyMs).unref()
}
