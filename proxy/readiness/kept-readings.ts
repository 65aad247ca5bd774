import { BoundedMap } from '../bounded-map.ts'

/** How long a reading does for somebody who asks very often, milliseconds. */
const keepMs = 5_000

/** So many within that time are read anew. */
const mostAnew = 3

/** So many for somebody who comes back or asks for the newest: what was just mended has to show. */
const mostAnewOnRefresh = 6

const mostPeople = 1_000

type Kept<Reading> = { latest: Promise<Reading>; begunAt: number[] }

/** Reads a few times in some seconds for each person, and gives who asks oftener the latest again. */
export class KeptReadings<Reading> {
  readonly #people = new BoundedMap<Kept<Reading>>({ entries: mostPeople })
  readonly #now: () => number

  /** @param now milliseconds on a clock that only goes forward */
  constructor(now: () => number) {
    this.#now = now
  }

  /**
   * @param person a key that no other person has
   * @param isRefresh whether the person asks for the newest
   */
  get(person: string, isRefresh: boolean, read: () => Promise<Reading>): Promise<Reading> {
    const now = this.#now()
    const kept = this.#people.get(person)
    const begunAt = kept?.begunAt.filter((at) => at > now - keepMs) ?? []
    const most = isRefresh ? mostAnewOnRefresh : mostAnew
    if (kept !== undefined && begunAt.length >= most) return kept.latest
    const latest = read()
    this.#people.set(person, { latest, begunAt: [...begunAt, now] })
    return latest
  }
}
