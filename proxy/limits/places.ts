import type { ProblemCode } from '#shared/rules/codes/problem-code.ts'
import { ProblemError } from '#proxy/http/problem.ts'

/** Code and title of a refusal. */
type Refusal = readonly [code: ProblemCode, title: string]

export type PlacesParts = {
  /** How many one person may have at a time. */
  ofOnePerson: number
  /** How large all may be together. */
  all: number
  tooMany: Refusal
  full: Refusal
}

/** Limits what is under way in this process: of each person, and of all together. */
export class Places {
  readonly #parts: PlacesParts
  readonly #placesOf = new Map<string, number>()
  #all = 0

  constructor(parts: PlacesParts) {
    this.#parts = parts
  }

  /**
   * @param person a key that no other person has
   * @returns gives the place back; a second call does nothing
   * @throws ProblemError `tooMany`, `full`
   */
  take(person: string, size = 1): () => void {
    const { ofOnePerson, all, tooMany, full } = this.#parts
    const places = this.#placesOf.get(person) ?? 0
    if (places >= ofOnePerson) throw new ProblemError(...tooMany, { retryAfter: 10 })
    if (this.#all + size > all) throw new ProblemError(...full, { retryAfter: 30 })
    this.#placesOf.set(person, places + 1)
    this.#all += size
    let isTaken = true
    return () => {
      if (!isTaken) return
      isTaken = false
      this.#all -= size
      const left = (this.#placesOf.get(person) ?? 1) - 1
      if (left > 0) this.#placesOf.set(person, left)
      else this.#placesOf.delete(person)
    }
  }
}
