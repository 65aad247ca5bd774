/** The capacity of a link in one direction. */
export type Capacity = {
  bytesPerSecond: number
  /** Milliseconds from the last bit sent to the last bit received. */
  delayMs: number
}

/**
 * When bytes sent over a link arrive: bytes of all connections leave in order, at the link's rate,
 * and each takes `delayMs` from then on.
 */
export class Schedule {
  readonly #capacity: Capacity
  #freeAt = 0

  constructor(capacity: Capacity) {
    this.#capacity = capacity
  }

  /**
   * Adds bytes that are sent now.
   * @param now milliseconds of a monotonic clock
   * @returns when the last of the bytes arrives, by that clock
   */
  arrivalOf(bytes: number, now: number): number {
    const start = Math.max(now, this.#freeAt)
    this.#freeAt = start + (bytes / this.#capacity.bytesPerSecond) * 1000
    return this.#freeAt + this.#capacity.delayMs
  }
}
