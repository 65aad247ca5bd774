/** What a link can carry in one direction. */
export type Capacity = {
  bytesPerSecond: number
  /** Milliseconds from the last bit sent to the last bit received. */
  delayMs: number
}

/**
 * When bytes arrive that are sent over a link: they leave one after the other at its rate, whatever
 * connection they belong to, and each is under way for as long.
 */
export class Schedule {
  readonly #capacity: Capacity
  #freeAt = 0

  constructor(capacity: Capacity) {
    this.#capacity = capacity
  }

  /**
   * Takes in bytes that are sent now.
   * @param now milliseconds by any clock that only goes forward
   * @returns when the last of them arrives, by that clock
   */
  arrivalOf(bytes: number, now: number): number {
    const start = Math.max(now, this.#freeAt)
    this.#freeAt = start + (bytes / this.#capacity.bytesPerSecond) * 1000
    return this.#freeAt + this.#capacity.delayMs
  }
}
