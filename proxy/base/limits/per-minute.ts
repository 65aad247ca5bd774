import { boundedCache } from './bounded-cache.ts'
import type { MonotonicClock } from '#shared/rules/time.ts'

const minuteMs = 60_000

/** Counts what happens under a key; the function tells whether it stays within a limit a minute. */
export function perMinute(now: MonotonicClock): (key: string, most: number) => boolean {
  const counts = boundedCache<string, number>(10_000, {
    ttl: minuteMs,
    ttlResolution: 0,
    noUpdateTTL: true,
    perf: { now },
  })
  return (key, most) => {
    const count = (counts.get(key) ?? 0) + 1
    counts.set(key, count)
    return count <= most
  }
}
