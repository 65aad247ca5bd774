import pLimit, { type LimitFunction } from 'p-limit'

/** Limits concurrent work for each key; the rest of a key's work waits in order. */
export class KeyedLimit {
  readonly #maxConcurrent: number
  readonly #limits = new Map<string, LimitFunction>()

  constructor(maxConcurrent: number) {
    this.#maxConcurrent = maxConcurrent
  }

  async run<Result>(key: string, work: () => Promise<Result>): Promise<Result> {
    const limit = this.#limits.get(key) ?? pLimit(this.#maxConcurrent)
    this.#limits.set(key, limit)
    try {
      return await limit(work)
    } finally {
      if (limit.activeCount + limit.pendingCount === 0) this.#limits.delete(key)
    }
  }

  countWaiting(key: string): number {
    return this.#limits.get(key)?.pendingCount ?? 0
  }

  /** How many keys have running or waiting tasks. */
  get size(): number {
    return this.#limits.size
  }
}
