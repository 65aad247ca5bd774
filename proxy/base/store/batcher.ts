import { setImmediate, setTimeout } from 'node:timers/promises'
import { StoreError, type Database } from './database.ts'

/** Cap on a round; more would block the event loop and delay its callers noticeably. */
const maxBatch = 200

/**
 * Cap on waiting items; a longer queue means that the database is too slow, and memory is finite.
 */
const maxQueued = 20_000

/** A stall of the process makes a round seem long (milliseconds). */
const maxRestMs = 1000

/** After this many consecutive failures, the database is to blame rather than the item. */
const faultsOfItsOwn = 3

type Waiting<Item, Result> = {
  item: Item
  key: unknown
  resolve: (result: Result) => void
  reject: (error: unknown) => void
}

export type BatcherParts<Item, Result> = {
  /** Handles several items at once; resolves with a result for each, in order. */
  handle: (items: readonly Item[]) => Promise<readonly Result[]>
  /** Items with equal keys are handled in different rounds; without it, no keys are equal. */
  keyOf?: (item: Item) => string
  /** Rounds on the same database take turns, see `batchesDone`. */
  database: Database
  /** Minimum time between two rounds, in milliseconds. */
  spacingMs: number
  /**
   * Pause after a round as a multiple of its duration, at most a second, if that is longer than
   * `spacingMs`. A full round is followed by `spacingMs` only.
   */
  restFactor?: number
}

const batchersOn = new WeakMap<Database, readonly { over(): Promise<void> }[]>()

/** Resolves once nothing waits on a database, so that it can be closed. */
export async function batchesDone(database: Database): Promise<void> {
  await Promise.all((batchersOn.get(database) ?? []).map((batcher) => batcher.over()))
}

/**
 * Handles in one round everything added during the round before. A single item does not wait, and
 * under load each item costs less.
 */
export class Batcher<Item, Result> {
  readonly #parts: BatcherParts<Item, Result>
  #waiting: Waiting<Item, Result>[] = []
  #underWay: Promise<void> | null = null
  #nextStart = -Infinity

  constructor(parts: BatcherParts<Item, Result>) {
    this.#parts = parts
    const others = batchersOn.get(parts.database) ?? []
    batchersOn.set(parts.database, [...others, this])
  }

  /** Resolves once nothing waits. */
  async over(): Promise<void> {
    await this.#underWay
  }

  /** @throws StoreError if too many items wait; what handling the item throws */
  add(item: Item): Promise<Result> {
    return new Promise((resolve, reject) => {
      if (this.#waiting.length >= maxQueued) {
        reject(new StoreError('The store is overloaded.'))
        return
      }
      const key = this.#parts.keyOf?.(item) ?? Symbol()
      this.#waiting.push({ item, key, resolve, reject })
      this.#underWay ??= this.#run()
    })
  }

  async #run(): Promise<void> {
    while (this.#waiting.length > 0) {
      // One round at a time, as the database would serialise them anyway.
      const waitMs = this.#nextStart - performance.now()
      await (waitMs > 0 ? setTimeout(waitMs) : setImmediate())
      const begun = performance.now()
      await this.#handle(this.#take())
      const ended = performance.now()
      this.#nextStart = ended + this.#pauseAfter(ended - begun)
    }
    // No await since the last check, so nothing was added in between.
    this.#underWay = null
  }

  #pauseAfter(tookMs: number): number {
    const { spacingMs, restFactor = 0 } = this.#parts
    const restMs = Math.min(restFactor * tookMs, maxRestMs)
    return this.#waiting.length >= maxBatch ? spacingMs : Math.max(spacingMs, restMs)
  }

  #take(): Waiting<Item, Result>[] {
    const taken = new Map<unknown, Waiting<Item, Result>>()
    const left: Waiting<Item, Result>[] = []
    for (const one of this.#waiting) {
      if (taken.size >= maxBatch || taken.has(one.key)) left.push(one)
      else taken.set(one.key, one)
    }
    this.#waiting = left
    return [...taken.values()]
  }

  /** After a failure, retries items one by one, so that one bad item does not affect the others. */
  async #handle(round: readonly Waiting<Item, Result>[]): Promise<void> {
    const error = await this.#try(round)
    if (error === null) return
    if (round.length === 1) {
      round[0]?.reject(error)
      return
    }
    let failures = 0
    for (const one of round) {
      const own = failures < faultsOfItsOwn ? await this.#try([one]) : error
      if (own !== null) one.reject(own)
      failures = own === null ? 0 : failures + 1
    }
  }

  /** @returns the error; null if there was none */
  async #try(round: readonly Waiting<Item, Result>[]): Promise<unknown> {
    try {
      const results = await this.#parts.handle(round.map(({ item }) => item))
      for (const [index, result] of results.entries()) round[index]?.resolve(result)
      return null
    } catch (error) {
      return error
    }
  }
}
