import { beforeEach } from 'vitest'

const hourMs = 3_600_000

/**
 * Each test of the file begins an hour after the one before, by `performance.now`: in a proxy that
 * they share, nothing is held back because of calls of an earlier test. The clock is not set back,
 * for what still waits would wait for hours; each file has a process of its own.
 */
export function beginHoursApart(): void {
  const now = performance.now.bind(performance)
  let passed = 0
  performance.now = () => now() + passed
  beforeEach(() => {
    passed += hourMs
  })
}
