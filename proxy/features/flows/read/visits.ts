import type { EpochMs, MonotonicClock } from '#shared/rules/time.ts'
/** Pages poll every two minutes; a longer gap starts another visit. */
const visitMs = 30 * 60_000

/** Above this many visits, ended ones are dropped. */
const manyVisits = 10_000

type Visit = {
  startedAt: number
  /** By the monotonic clock. */
  lastSeenAt: number
  /** The start of the previous visit, once it is known. */
  openedBefore: number | null
}

/** A read as a part of a visit. Times are epoch milliseconds. */
export type VisitRead = {
  /** Whether it is the first read of the visit. */
  isOpening: boolean
  /** When the previous visit started; null if there was none, or it is unknown. */
  openedBefore: number | null
}

/** Distinguishes openings of a flow from polls of an open page. */
export class Visits {
  readonly #visits = new Map<string, Visit>()
  readonly #monotonic: MonotonicClock
  #sweepAt = manyVisits

  constructor(monotonic: MonotonicClock) {
    this.#monotonic = monotonic
  }

  /**
   * Notes a read.
   * @param key identifies person and flow
   * @param openings starts of recorded visits, latest first; null if unknown. A very recent one is
   * this visit, started on another instance or before a restart.
   */
  note(key: string, now: EpochMs, openings: readonly number[] | null): VisitRead {
    const known = this.#visits.get(key)
    const seenAt = this.#monotonic()
    const isGoingOn = known !== undefined && seenAt - known.lastSeenAt <= visitMs
    const [latest] = openings ?? []
    const isOnRecord = latest !== undefined && now - latest <= visitMs
    const visit = isGoingOn
      ? known
      : { startedAt: isOnRecord ? latest : now, lastSeenAt: seenAt, openedBefore: null }
    visit.lastSeenAt = seenAt
    // This instance's own visit may not be recorded yet.
    const before = [...(openings ?? []), ...(known === undefined ? [] : [known.startedAt])].filter(
      (at) => at < visit.startedAt,
    )
    if (before.length > 0) visit.openedBefore ??= Math.max(...before)
    this.#visits.set(key, visit)
    if (this.#visits.size > this.#sweepAt) this.#sweep(seenAt)
    return { isOpening: !isGoingOn && !isOnRecord, openedBefore: visit.openedBefore }
  }

  /** Undoes a visit that could not be recorded, so that the next read starts it. */
  forget(key: string): void {
    this.#visits.delete(key)
  }

  #sweep(seenAt: number): void {
    for (const [key, { lastSeenAt }] of this.#visits)
      if (seenAt - lastSeenAt > visitMs) this.#visits.delete(key)
    this.#sweepAt = Math.max(manyVisits, this.#visits.size * 2)
  }
}
