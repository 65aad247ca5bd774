// Not faked by Vitest, which replaces only the global timers.
import { clearImmediate, setImmediate } from 'node:timers'

/**
 * Awaits a promise for `ms` milliseconds, then returns the result of `late` instead. The promise is
 * not cancelled.
 * @throws what the promise rejects with, or what `late` throws
 */
export async function withTimeout<Value, Late>(
  promise: Promise<Value>,
  ms: number,
  late: () => Late,
): Promise<Value | Late> {
  let timer: NodeJS.Timeout | undefined
  let lastTurn: NodeJS.Immediate | undefined
  const timeout = new Promise<void>((resolve) => {
    // After a stall of this process, timers run before data that sockets have received meanwhile.
    timer = setTimeout(() => (lastTurn = setImmediate(resolve)), ms)
  })
  try {
    return await Promise.race([promise, timeout.then(late)])
  } finally {
    clearTimeout(timer)
    clearImmediate(lastTurn)
  }
}
