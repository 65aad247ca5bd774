import { ProblemError } from '#proxy/base/problem.ts'
import { KeyedLimit } from './keyed-limit.ts'
import { presentRequester } from './requester.ts'

/** More than all pages of a person request at a time. */
const maxQueued = 50

/** Limits concurrent work for each requester; the rest waits for its turn. */
export class PersonGate {
  readonly #limit: KeyedLimit
  readonly #waitMs: number

  constructor(maxConcurrent: number, waitMs: number) {
    this.#limit = new KeyedLimit(maxConcurrent)
    this.#waitMs = waitMs
  }

  /** @throws ProblemError `store-unavailable` for work that would wait too long */
  async inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
    const key = JSON.stringify([...presentRequester().keys()])
    if (this.#limit.countWaiting(key) >= maxQueued) throw overtaxed()
    const askedAt = performance.now()
    return this.#limit.run(key, () => {
      if (performance.now() - askedAt > this.#waitMs) throw overtaxed()
      return work()
    })
  }
}

function overtaxed(): ProblemError {
  return new ProblemError('store-unavailable', 'Too many requests are waiting.')
}
