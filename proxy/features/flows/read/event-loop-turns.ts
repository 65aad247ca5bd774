/**
 * Gives each caller a turn of the event loop. Otherwise all answers that are ready at once are
 * serialised before any new request is read, and their clients keep coming back in step.
 */
export class EventLoopTurns {
  readonly #waiting: (() => void)[] = []

  /** Resolves in the order of the calls. */
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
