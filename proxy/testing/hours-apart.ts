import { beforeEach } from 'vitest'

const hourMs = 3_600_000

/**
 * Starts each test of the file an hour after the previous one, by `performance.now`, so that in a
 * shared proxy no calls are held back because of an earlier test. The clock is never set back, as
 * pending timers would wait for hours; each file has its own process.
 */
export function beginHoursApart(): void {
  const now = performance.now.bind(performance)
  let passed = 0
  performance.now = () => now() + passed
  beforeEach(() => {
    passed += hourMs
  })
}
