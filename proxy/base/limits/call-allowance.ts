import { AsyncLocalStorage } from 'node:async_hooks'

class CallAllowance {
  #maxCalls: number
  #made = 0

  constructor(maxCalls: number) {
    this.#maxCalls = maxCalls
  }

  get isUsedUp(): boolean {
    return this.#made >= this.#maxCalls
  }

  take(): void {
    this.#made += 1
  }

  /**
   * Stops further calls, also those that wait.
   * @returns how many were made
   */
  end(): number {
    this.#maxCalls = this.#made
    return this.#made
  }
}

const present = new AsyncLocalStorage<CallAllowance | null>()

/**
 * Work may make at most `most` calls, with retries. What it starts in the background counts too,
 * and is stopped at its end.
 * @param charge called with the number of calls made, also on failure
 */
export async function withinAllowance<Result>(
  maxCalls: number,
  work: () => Promise<Result>,
  charge: (made: number) => Promise<void>,
): Promise<Result> {
  const allowance = new CallAllowance(maxCalls)
  try {
    return await present.run(allowance, work)
  } finally {
    await charge(allowance.end())
  }
}

/** Runs work whose calls count against no allowance. */
export function outsideAllowance<Result>(work: () => Result): Result {
  return present.getStore() == null ? work() : present.run(null, work)
}

export function canCall(): boolean {
  return present.getStore()?.isUsedUp !== true
}

export function countCall(): void {
  present.getStore()?.take()
}
