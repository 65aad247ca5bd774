import { boundedCache } from '#proxy/limits/bounded-cache.ts'

/** How long a reading is reused for people who ask very often, in milliseconds. */
const keepMs = 5_000

/** Readings of a person within that time. */
const mostAnew = 3

/** The same, including refreshes. */
const mostAnewOnRefresh = 6

const mostPeople = 1_000

type Kept<Reading> = {
  latest: Promise<Reading>
  begunAt: readonly number[]
  /** A pending reading that further refreshes share. */
  next?: Promise<Reading>
}

/** Limits readings for each person; above the limit, the latest one is reused. */
export class ReadingsCache<Reading> {
  readonly #people = boundedCache<string, Kept<Reading>>(mostPeople)
  readonly #now: () => number

  /** @param now monotonic clock, in milliseconds */
  constructor(now: () => number) {
    this.#now = now
  }

  /**
   * @param person key of the person
   * @param isRefresh whether a new reading is wanted, even if it is delayed
   */
  get(person: string, isRefresh: boolean, read: () => Promise<Reading>): Promise<Reading> {
    const now = this.#now()
    const kept = this.#people.get(person)
    const begunAt = kept?.begunAt.filter((at) => at > now - keepMs) ?? []
    if (kept !== undefined && begunAt.length >= mostAnew && !isRefresh) return kept.latest
    if (kept === undefined || begunAt.length < mostAnewOnRefresh) {
      const latest = read()
      this.#people.set(person, { latest, begunAt: [...begunAt, now] })
      return latest
    }
    const [oldest = now] = begunAt
    kept.next ??= new Promise<void>((resolve) => {
      setTimeout(resolve, oldest + keepMs - now)
    }).then(() => {
      // A timer may fire early; later callers then wait for another reading.
      delete kept.next
      return this.get(person, true, read)
    })
    return kept.next
  }
}
