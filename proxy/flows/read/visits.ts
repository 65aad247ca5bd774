/** Pages read again every two minutes at the latest; the person who was away for longer comes anew. */
const visitMs = 30 * 60_000

/** Above this many visits the ended ones are forgotten. */
const manyVisits = 10_000

type Visit = {
  startedAt: number
  /** By the monotonic clock. */
  lastSeenAt: number
  /** When the one before began; stays what it is once it is known. */
  openedBefore: number | null
}

/** A read as a part of a visit. Times are epoch milliseconds. */
export type VisitRead = {
  /** Whether the visit begins with it. */
  isOpening: boolean
  /** When the visit before this one began; null when there was none, or nothing tells. */
  openedBefore: number | null
}

/** Tells the openings of a flow from the reads by which an open page keeps itself up to date. */
export class Visits {
  readonly #visits = new Map<string, Visit>()
  readonly #monotonic: () => number
  #sweepAt = manyVisits

  /** @param monotonic milliseconds on a clock that only goes forward */
  constructor(monotonic: () => number) {
    this.#monotonic = monotonic
  }

  /**
   * Takes note of a read.
   * @param key who reads what
   * @param now epoch milliseconds
   * @param openings when the same visits began as far as they are on record, the latest first; null
   *   when that is not known. One of a moment ago is this visit, begun before we were, or elsewhere.
   */
  note(key: string, now: number, openings: readonly number[] | null): VisitRead {
    const known = this.#visits.get(key)
    const seenAt = this.#monotonic()
    const isGoingOn = known !== undefined && seenAt - known.lastSeenAt <= visitMs
    const [latest] = openings ?? []
    const isOnRecord = latest !== undefined && now - latest <= visitMs
    const visit = isGoingOn
      ? known
      : { startedAt: isOnRecord ? latest : now, lastSeenAt: seenAt, openedBefore: null }
    visit.lastSeenAt = seenAt
    // What we saw ourselves may not be on record yet.
    const before = [...(openings ?? []), ...(known === undefined ? [] : [known.startedAt])].filter(
      (at) => at < visit.startedAt,
    )
    if (before.length > 0) visit.openedBefore ??= Math.max(...before)
    this.#visits.set(key, visit)
    if (this.#visits.size > this.#sweepAt) this.#sweep(seenAt)
    return { isOpening: !isGoingOn && !isOnRecord, openedBefore: visit.openedBefore }
  }

  /** The next read begins a visit, for this one could not be put on record. */
  forget(key: string): void {
    this.#visits.delete(key)
  }

  #sweep(seenAt: number): void {
    for (const [key, { lastSeenAt }] of this.#visits)
      if (seenAt - lastSeenAt > visitMs) this.#visits.delete(key)
    this.#sweepAt = Math.max(manyVisits, this.#visits.size * 2)
  }
}
