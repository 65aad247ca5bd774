import { expect, vi } from 'vitest'

const {
  setTimeout: realTimeout,
  setInterval: realInterval,
  clearInterval: endInterval,
} = globalThis

/** How many times slower the clock runs. */
const slowness = 20

/**
 * Expects that something happens within a second of this process' clock, which runs twenty times
 * slower meanwhile, so that it does not matter how busy the machine is. Timers that were set before
 * are not slower.
 */
export async function withinASecond(work: () => Promise<void>): Promise<void> {
  vi.useFakeTimers({
    toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'Date', 'performance'],
  })
  const ticking = realInterval(() => vi.advanceTimersByTime(1), slowness)
  const begun = performance.now()
  try {
    await work()
    expect(performance.now() - begun).toBeLessThanOrEqual(1_000)
  } finally {
    endInterval(ticking)
    vi.useRealTimers()
  }
}

/** Resolves once a check passes; unlike `vi.waitFor`, it does not advance a slow clock. */
export async function becomesTrue(check: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await check())) await new Promise((resolve) => realTimeout(resolve, 10))
}
