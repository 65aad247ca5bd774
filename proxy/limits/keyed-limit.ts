import pLimit, { type LimitFunction } from 'p-limit'

/** Runs a few pieces of work of each key at a time; the others of a key wait in the order they came. */
export class KeyedLimit {
  readonly #atOnce: number
  readonly #limits = new Map<string, LimitFunction>()

  /** @param atOnce of one key */
  constructor(atOnce: number) {
    this.#atOnce = atOnce
  }

  async run<Result>(key: string, work: () => Promise<Result>): Promise<Result> {
    const limit = this.#limits.get(key) ?? pLimit(this.#atOnce)
    this.#limits.set(key, limit)
    try {
      return await limit(work)
    } finally {
      if (limit.activeCount + limit.pendingCount === 0) this.#limits.delete(key)
    }
  }

  /** How many pieces of work of a key wait. */
  countWaiting(key: string): number {
    return this.#limits.get(key)?.pendingCount ?? 0
  }

  /** How many keys have work that runs or waits. */
  get size(): number {
    return this.#limits.size
  }
}
