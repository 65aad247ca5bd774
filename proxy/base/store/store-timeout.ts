import { setTimeout as sleep } from 'node:timers/promises'
import { withTimeout } from '#proxy/base/limits/with-timeout.ts'
import { ProblemError } from '#proxy/base/problem.ts'
import { isUnavailable } from '#proxy/base/store/postgres/unavailable.ts'

/** A store that is starting is slow to answer first (milliseconds). */
const startMs = 10_000

const defaultMs = 1000

/** For counts, long reads, and writes whose outcome must be known (milliseconds). */
export const storeMs = 10_000

export class StoreTimeout {
  #ms = startMs
  readonly #defaultMs: number

  constructor(ms = defaultMs) {
    this.#defaultMs = ms
  }

  /** @throws ProblemError `store-unavailable` if the store fails or takes too long */
  async wait<Value>(answer: Promise<Value>): Promise<Value> {
    const value = await fromStore(answer, this.#ms)
    this.#ms = this.#defaultMs
    return value
  }
}

/**
 * @throws ProblemError `store-unavailable` if the store fails or takes longer than `ms`; its own
 * problems unchanged
 */
export async function fromStore<Value>(answer: Promise<Value>, ms = defaultMs): Promise<Value> {
  try {
    return await withTimeout(answer, ms, () => {
      throw storeUnavailable('The store does not answer.')
    })
  } catch (error) {
    if (error instanceof ProblemError) throw error
    throw storeUnavailable('The store is unavailable.', error)
  }
}

const firstPauseMs = 100
const maxPauseMs = 5000

/** A server restarts within this time; memory does not survive the process. */
const persistMs = 10 * 60_000

const maxPersisting = 10_000
let persisting = 0

/**
 * Retries while the store is unavailable.
 * @param write must be idempotent, as a connection may break after it was done
 * @throws what the last attempt throws
 */
export async function persist<Value>(write: () => Promise<Value>): Promise<Value> {
  const deadline = performance.now() + persistMs
  for (let pauseMs = firstPauseMs; ; pauseMs = Math.min(pauseMs * 2, maxPauseMs)) {
    try {
      return await write()
    } catch (error) {
      const isHopeless = !isUnavailable(error) || performance.now() > deadline
      if (isHopeless || persisting >= maxPersisting) throw error
    }
    persisting += 1
    await sleep(pauseMs, undefined, { ref: false }).finally(() => (persisting -= 1))
  }
}

function storeUnavailable(title: string, cause?: unknown): ProblemError {
  return new ProblemError('store-unavailable', title, { cause })
}
