/** Pages read again every two minutes at the latest; whoever was away for longer comes anew. */
const visitMs = 30 * 60_000

/** Above this many visits the ended ones are forgotten. */
const manyVisits = 10_000

type Visit = {
  startedAt: number
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
  #sweepAt = manyVisits

  /**
   * Takes note of a read.
   * @param key who reads what
   * @param openings when the same visits began as far as they are on record, the latest first; null
   *   when that is not known. One of a moment ago is this visit, begun before we were, or elsewhere.
   */
  note(key: string, now: number, openings: readonly number[] | null): VisitRead {
    const known = this.#visits.get(key)
    const isGoingOn = known !== undefined && now - known.lastSeenAt <= visitMs
    const [latest] = openings ?? []
    const isOnRecord = latest !== undefined && now - latest <= visitMs
    const visit = isGoingOn
      ? known
      : { startedAt: isOnRecord ? latest : now, lastSeenAt: now, openedBefore: null }
    visit.lastSeenAt = now
    // What we saw ourselves may not be on record yet.
    const before = [...(openings ?? []), ...(known === undefined ? [] : [known.startedAt])].filter(
      (at) => at < visit.startedAt,
    )
    if (before.length > 0) visit.openedBefore ??= Math.max(...before)
    this.#visits.set(key, visit)
    if (this.#visits.size > this.#sweepAt) this.#sweep(now)
    return { isOpening: !isGoingOn && !isOnRecord, openedBefore: visit.openedBefore }
  }

  /** The next read begins a visit, for this one could not be put on record. */
  forget(key: string): void {
    this.#visits.delete(key)
  }

  #sweep(now: number): void {
    for (const [key, { lastSeenAt }] of this.#visits)
      if (now - lastSeenAt > visitMs) this.#visits.delete(key)
    this.#sweepAt = Math.max(manyVisits, this.#visits.size * 2)
  }
}
