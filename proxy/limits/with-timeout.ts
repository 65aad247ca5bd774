// Vitest fakes only the global ones.
import { clearImmediate, setImmediate } from 'node:timers'

/**
 * Awaits a promise for so many milliseconds, else gives the result of `late`. The promise goes on.
 * @throws what the promise rejects with, or what `late` throws
 */
export async function withTimeout<Value, Late>(
  promise: Promise<Value>,
  ms: number,
  late: () => Late,
): Promise<Value | Late> {
  let timer: NodeJS.Timeout | undefined
  let lastLook: NodeJS.Immediate | undefined
  const timeout = new Promise<void>((resolve) => {
    // After a stall of this process the timer comes before what sockets received meanwhile.
    timer = setTimeout(() => (lastLook = setImmediate(resolve)), ms)
  })
  try {
    return await Promise.race([promise, timeout.then(late)])
  } finally {
    clearTimeout(timer)
    clearImmediate(lastLook)
  }
}
