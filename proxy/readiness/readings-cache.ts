import { LRUCache } from 'lru-cache'

/** How long a reading does for somebody who asks very often, milliseconds. */
const keepMs = 5_000

/** So many within that time are read anew. */
const mostAnew = 3

/** So many for somebody who comes back or asks for the newest. */
const mostAnewOnRefresh = 6

const mostPeople = 1_000

type Kept<Reading> = {
  latest: Promise<Reading>
  begunAt: readonly number[]
  /** The reading for which those wait who ask for the newest too often. */
  next?: Promise<Reading>
}

/** Reads a few times in some seconds for each person, and gives who asks oftener the latest again. */
export class ReadingsCache<Reading> {
  readonly #people = new LRUCache<string, Kept<Reading>>({ max: mostPeople })
  readonly #now: () => number

  /** @param now milliseconds on a clock that only goes forward */
  constructor(now: () => number) {
    this.#now = now
  }

  /**
   * @param person a key that no other person has
   * @param isRefresh whether the person asks for the newest, which may come late but is never older
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
      // A timer may end a moment early; what is read then waits for another one.
      delete kept.next
      return this.get(person, true, read)
    })
    return kept.next
  }
}
