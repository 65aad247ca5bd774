import { KeyedLimit } from './keyed-limit.ts'
import { presentRequester } from './requester.ts'

/** Lets a few pieces of work of each requester run at a time; the others wait for their turn. */
export class PersonGate {
  readonly #limit: KeyedLimit

  constructor(atOnce: number) {
    this.#limit = new KeyedLimit(atOnce)
  }

  inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
    return this.#limit.run(JSON.stringify([...presentRequester().keys()]), work)
  }
}
