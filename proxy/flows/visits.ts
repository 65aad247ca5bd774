/** Pages read again every two minutes at the latest; whoever was away for longer comes anew. */
const visitMs = 30 * 60_000

/** Above this many visits the ended ones are forgotten. */
const manyVisits = 10_000

/** Tells the openings of a flow from the reads by which an open page keeps itself up to date. */
export class Visits {
  /** When each visit was last seen, epoch milliseconds. */
  readonly #lastSeen = new Map<string, number>()
  #sweepAt = manyVisits

  /**
   * Whether a read begins a visit.
   * @param key who reads what
   * @param at epoch milliseconds
   */
  isOpening(key: string, at: number): boolean {
    const last = this.#lastSeen.get(key)
    this.#lastSeen.set(key, at)
    if (this.#lastSeen.size > this.#sweepAt) this.#sweep(at)
    return last === undefined || at - last > visitMs
  }

  #sweep(now: number): void {
    for (const [key, at] of this.#lastSeen) if (now - at > visitMs) this.#lastSeen.delete(key)
    this.#sweepAt = Math.max(manyVisits, this.#lastSeen.size * 2)
  }
}
