import { BoundedMap } from '../bounded-map.ts'

/** How long a reading does for somebody who asks very often, milliseconds. */
const keepMs = 5_000

/** So many within that time are read anew: who has just mended something wants to see it. */
const mostAnew = 3

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

  /** @param person a key that no other person has */
  get(person: string, read: () => Promise<Reading>): Promise<Reading> {
    const now = this.#now()
    const kept = this.#people.get(person)
    const begunAt = kept?.begunAt.filter((at) => at > now - keepMs) ?? []
    if (kept !== undefined && begunAt.length >= mostAnew) return kept.latest
    const latest = read()
    this.#people.set(person, { latest, begunAt: [...begunAt, now] })
    return latest
  }
}
