import type { ProblemCode } from '#shared/rules/codes/problem-code.ts'
import { ProblemError } from '#proxy/base/problem.ts'

type Refusal = readonly [code: ProblemCode, title: string]

type Taker = { corpId: string; userId: string }

export type PlacesDeps = {
  ofOnePerson: number
  /** Total size of all places. */
  all: number
  /** Whether several corps share them; one corp may then take half. */
  isShared: boolean
  tooMany: Refusal
  full: Refusal
}

/** Limits concurrent work in this process: of each person, each corp, and in total. */
export class Places {
  readonly #deps: PlacesDeps
  readonly #countOf = new Map<string, number>()
  readonly #sizeOf = new Map<string, number>()
  #all = 0

  constructor(deps: PlacesDeps) {
    this.#deps = deps
  }

  /**
   * @returns releases the place
   * @throws ProblemError `tooMany`, `full`
   */
  take({ corpId, userId }: Taker, size = 1): () => void {
    const { ofOnePerson, all, isShared, tooMany, full } = this.#deps
    const person = JSON.stringify([corpId, userId])
    const count = this.#countOf.get(person) ?? 0
    if (count >= ofOnePerson) throw new ProblemError(...tooMany, { retryAfter: 10 })
    const ofCorp = (this.#sizeOf.get(corpId) ?? 0) + size
    if (this.#all + size > all || (isShared && ofCorp > all / 2))
      throw new ProblemError(...full, { retryAfter: 30 })
    this.#add(person, corpId, 1, size)
    let isTaken = true
    return () => {
      if (!isTaken) return
      isTaken = false
      this.#add(person, corpId, -1, -size)
    }
  }

  #add(person: string, corpId: string, count: number, size: number): void {
    add(this.#countOf, person, count)
    add(this.#sizeOf, corpId, size)
    this.#all += size
  }
}

/** Deletes empty sums to free their memory. */
function add(sums: Map<string, number>, key: string, more: number): void {
  const sum = (sums.get(key) ?? 0) + more
  if (sum === 0) sums.delete(key)
  else sums.set(key, sum)
}
