import { setTimeout as sleep } from 'node:timers/promises'
import { boundedCache } from '#proxy/base/limits/bounded-cache.ts'
import type { MonotonicClock } from '#shared/rules/time.ts'

/** How long a reading is reused for people who ask very often, in milliseconds. */
const keepMs = 5_000

/** Readings of a person within that time. */
const maxReadings = 3

/** The same, including refreshes. */
const maxReadingsOnRefresh = 6

const maxPeople = 1_000

type Kept<Reading> = {
  latest: Promise<Reading>
  startedAt: readonly number[]
  /** A pending reading that further refreshes share. */
  next?: Promise<Reading>
}

/** Limits how often each person's readiness is read; above that, the latest reading is reused. */
export class ReadinessLimit<Reading> {
  readonly #people = boundedCache<string, Kept<Reading>>(maxPeople)
  readonly #now: MonotonicClock

  constructor(now: MonotonicClock) {
    this.#now = now
  }

  /**
   * @param person key of the person
   * @param isRefresh whether a new reading is wanted, even if it is delayed
   */
  get(person: string, isRefresh: boolean, read: () => Promise<Reading>): Promise<Reading> {
    const now = this.#now()
    const kept = this.#people.get(person)
    const startedAt = kept?.startedAt.filter((at) => at > now - keepMs) ?? []
    if (kept !== undefined && startedAt.length >= maxReadings && !isRefresh) return kept.latest
    if (kept === undefined || startedAt.length < maxReadingsOnRefresh) {
      const latest = read()
      this.#people.set(person, { latest, startedAt: [...startedAt, now] })
      return latest
    }
    const [oldest = now] = startedAt
    kept.next ??= sleep(oldest + keepMs - now).then(() => {
      // A timer may fire early; later callers then wait for another reading.
      delete kept.next
      return this.get(person, true, read)
    })
    return kept.next
  }
}
