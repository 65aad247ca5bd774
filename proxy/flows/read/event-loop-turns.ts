/**
 * Gives each who asks a turn of the event loop of their own. Answers that are ready at the same moment
 * would otherwise all be made before anything else is taken in: the one who had theirs first would be
 * kept waiting with what they ask next until the last had theirs, and all would come together again.
 */
export class EventLoopTurns {
  readonly #waiting: (() => void)[] = []

  /** Resolves when it is the caller's turn, in the order of asking. */
  next(): Promise<void> {
    return new Promise((resolve) => {
      this.#waiting.push(resolve)
      if (this.#waiting.length === 1) this.#schedule()
    })
  }

  #schedule(): void {
    setImmediate(() => {
      this.#waiting.shift()?.()
      if (this.#waiting.length > 0) this.#schedule()
    })
  }
}
