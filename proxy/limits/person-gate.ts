import { ProblemError } from '#proxy/http/problem.ts'
import { KeyedLimit } from './keyed-limit.ts'
import { presentRequester } from './requester.ts'

/** More than all pages of a person ask for at a time. */
const mostWaiting = 50

/** Lets a few pieces of work of each requester run at a time; the others wait for their turn. */
export class PersonGate {
  readonly #limit: KeyedLimit
  readonly #waitMs: number

  /** @param waitMs how long a caller waits for its answer, milliseconds */
  constructor(atOnce: number, waitMs: number) {
    this.#limit = new KeyedLimit(atOnce)
    this.#waitMs = waitMs
  }

  /** @throws ProblemError `store-unavailable` for what would wait too long, and is not begun */
  async inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
    const key = JSON.stringify([...presentRequester().keys()])
    if (this.#limit.countWaiting(key) >= mostWaiting) throw overtaxed()
    const askedAt = performance.now()
    return this.#limit.run(key, () => {
      if (performance.now() - askedAt > this.#waitMs) throw overtaxed()
      return work()
    })
  }
}

function overtaxed(): ProblemError {
  return new ProblemError('store-unavailable', 'Too much was asked for at the same time.')
}
