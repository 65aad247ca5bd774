/**
 * `setTimeout` of `node:timers/promises`, built on the global timers: Vitest fakes only those.
 * `vi.mock('node:timers/promises', () => import('#proxy/testing/faked-sleep.ts'))`.
 */
export function setTimeout(
  ms: number,
  value?: unknown,
  { signal }: { signal?: AbortSignal } = {},
): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const timer = globalThis.setTimeout(() => {
      signal?.removeEventListener('abort', abort)
      resolve(value)
    }, ms)
    const abort = () => {
      clearTimeout(timer)
      reject(new Error('The operation was aborted', { cause: signal?.reason }))
    }
    if (signal?.aborted === true) abort()
    else signal?.addEventListener('abort', abort, { once: true })
  })
}
