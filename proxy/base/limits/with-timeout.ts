// Not faked by Vitest, which replaces only the global timers.
import { clearImmediate, setImmediate } from 'node:timers'

/**
 * The promise is not cancelled.
 * @throws what the promise rejects with, or what `late` throws
 */
export function withTimeout<Value, Late>(
  promise: Promise<Value>,
  ms: number,
  late: () => Late,
): Promise<Value | Late> {
  return new Promise((resolve, reject) => {
    const giveUp = () => resolve(Promise.resolve().then(late))
    let lastTurn: NodeJS.Immediate | undefined
    // After a stall of this process, timers run before data that sockets have received meanwhile.
    const timer = setTimeout(() => (lastTurn = setImmediate(giveUp)), ms)
    promise
      .finally(() => {
        clearTimeout(timer)
        clearImmediate(lastTurn)
      })
      .then(resolve, reject)
  })
}
