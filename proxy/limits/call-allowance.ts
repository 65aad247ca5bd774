import { AsyncLocalStorage } from 'node:async_hooks'

/** How many calls some work may make upstream, and has made. */
class CallAllowance {
  #most: number
  #made = 0

  constructor(most: number) {
    this.#most = most
  }

  get isUsedUp(): boolean {
    return this.#made >= this.#most
  }

  take(): void {
    this.#made += 1
  }

  /** No call is made from now on, also none that waits for its turn. @returns how many were made */
  end(): number {
    this.#most = this.#made
    return this.#made
  }
}

const present = new AsyncLocalStorage<CallAllowance | null>()

/**
 * Runs work that makes so many calls at most, repeated ones among them. Work that it sets going elsewhere
 * would be counted too, and stopped at its end.
 * @param charge told how many it has made, whether it failed or not
 */
export async function withinAllowance<Result>(
  most: number,
  work: () => Promise<Result>,
  charge: (made: number) => Promise<void>,
): Promise<Result> {
  const allowance = new CallAllowance(most)
  try {
    return await present.run(allowance, work)
  } finally {
    await charge(allowance.end())
  }
}

/** Runs work whose calls are nobody's in particular. */
export function outsideAllowance<Result>(work: () => Result): Result {
  return present.run(null, work)
}

/** Whether the running code may make another call. */
export function mayCall(): boolean {
  return present.getStore()?.isUsedUp !== true
}

/** Notes that the running code makes a call. */
export function noteCall(): void {
  present.getStore()?.take()
}
