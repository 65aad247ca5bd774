import { AsyncLocalStorage } from 'node:async_hooks'

/** How many upstream calls some work may make, and has made. */
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

  /** Stops further calls, including those that wait for their turn. @returns how many were made */
  end(): number {
    this.#maxCalls = this.#made
    return this.#made
  }
}

const present = new AsyncLocalStorage<CallAllowance | null>()

/**
 * Runs work that may make at most `most` calls, including retries. Work that it starts in the
 * background counts too, and is stopped at its end.
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

/** Whether the running code may make another upstream call. */
export function canCall(): boolean {
  return present.getStore()?.isUsedUp !== true
}

/** Counts a call of the running code. */
export function countCall(): void {
  present.getStore()?.take()
}
