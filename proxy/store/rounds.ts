import { setImmediate, setTimeout } from 'node:timers/promises'
import { StoreError } from './database.ts'

/** Statements have at most 65,535 parameters. */
const mostTogether = 200

/** What waits beyond this is refused: the database does not keep up, and memory is finite. */
const mostWaiting = 20_000

type Waiting<Item, Result> = {
  item: Item
  key: string
  resolve: (result: Result) => void
  reject: (error: unknown) => void
}

export type RoundsParts<Item, Result> = {
  /** Handles several at once; gives a result for each, in their order. */
  handle: (items: readonly Item[]) => Promise<readonly Result[]>
  /** What must not be handled twice in one round goes by the same key. */
  keyOf: (item: Item) => string
  /** How long a round waits for more, in milliseconds: for what nobody waits for. */
  gatherMs?: number
}

/**
 * Handles what is asked for together: what comes while a round is under way makes up the next one. So
 * a single one does not wait, and the more there is to do the less each costs.
 */
export class Rounds<Item, Result> {
  readonly #parts: RoundsParts<Item, Result>
  #waiting: Waiting<Item, Result>[] = []
  #isUnderWay = false

  constructor(parts: RoundsParts<Item, Result>) {
    this.#parts = parts
  }

  /** @throws StoreError when too many wait; whatever handling the item throws */
  add(item: Item): Promise<Result> {
    return new Promise((resolve, reject) => {
      if (this.#waiting.length >= mostWaiting) {
        reject(new StoreError('The store is asked for more than it can do.'))
        return
      }
      this.#waiting.push({ item, key: this.#parts.keyOf(item), resolve, reject })
      if (!this.#isUnderWay) void this.#run()
    })
  }

  async #run(): Promise<void> {
    this.#isUnderWay = true
    const { gatherMs = 0 } = this.#parts
    while (this.#waiting.length > 0) {
      // Rounds take turns: the database does one after the other anyway. In between comes whatever
      // has arrived, which the embedded database would not let in by itself.
      /* oxlint-disable no-await-in-loop */
      await (gatherMs === 0 ? setImmediate() : setTimeout(gatherMs))
      await this.#handle(this.#take())
      /* oxlint-enable no-await-in-loop */
    }
    this.#isUnderWay = false
  }

  #take(): Waiting<Item, Result>[] {
    const taken = new Map<string, Waiting<Item, Result>>()
    const left: Waiting<Item, Result>[] = []
    for (const one of this.#waiting) {
      if (taken.size >= mostTogether || taken.has(one.key)) left.push(one)
      else taken.set(one.key, one)
    }
    this.#waiting = left
    return [...taken.values()]
  }

  /** Where one of several fails, the others must not fail with it. */
  async #handle(round: readonly Waiting<Item, Result>[]): Promise<void> {
    try {
      const results = await this.#parts.handle(round.map(({ item }) => item))
      for (const [index, result] of results.entries()) round[index]?.resolve(result)
    } catch (error) {
      const [first, ...others] = round
      if (others.length === 0) first?.reject(error)
      // oxlint-disable-next-line no-await-in-loop
      else for (const one of round) await this.#handle([one])
    }
  }
}
