import { describe, expect, it } from 'vitest'
import { nextReading } from './next-reading.ts'

const minute = 60_000
const hour = 60 * minute
const day = 24 * hour
const started = Date.UTC(2026, 10, 26)

/** When a flow without events is read, in milliseconds after its start. */
function readings(until: number, deadline: number | null = null): number[] {
  const times: number[] = []
  let readAt: number | null = null
  for (;;) {
    const next = nextReading({ readAt, activeAt: started, deadline })
    if (next - started > until) return times
    times.push(next - started)
    readAt = next
  }
}

describe('a flow without events', () => {
  it('is read less and less often, and finally once a day', () => {
    const times = readings(10 * day)
    const pauses = times.slice(1).map((time, index) => time - (times[index] ?? 0))
    expect(times[0]).toBe(10_000)
    expect(times[1]).toBeLessThanOrEqual(6 * minute)
    expect(pauses).toEqual(pauses.toSorted((a, b) => a - b))
    expect(pauses.at(-1)).toBe(day)
    expect(times.length).toBeLessThan(20)
  })

  it('is read a little over a day before its deadline, then often, and after the deadline', () => {
    const deadline = started + 5 * day
    const times = readings(5 * day + 2 * hour, deadline)
    expect(times).toContain(4 * day - 10 * minute)
    const lastDay = times.filter((time) => time > 4 * day - 10 * minute && time < 5 * day)
    expect(lastDay.length).toBeGreaterThanOrEqual(7)
    const [first, second] = times.filter((time) => time >= 5 * day)
    expect(first).toBe(5 * day + minute)
    expect(second).toBe(5 * day + 6 * minute)
  })

  it('is never due before its last reading', () => {
    for (const offset of [0, minute, hour, day, 3 * day, 9 * day]) {
      const readAt = started + offset
      const next = nextReading({ readAt, activeAt: started + day, deadline: started + 4 * day })
      expect(next).toBeGreaterThan(readAt)
    }
  })
})
