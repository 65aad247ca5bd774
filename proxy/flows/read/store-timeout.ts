import { setTimeout as sleep } from 'node:timers/promises'
import { withTimeout } from '#proxy/limits/with-timeout.ts'
import { ProblemError } from '#proxy/http/problem.ts'
import { isUnavailable } from '#proxy/store/postgres/unavailable.ts'

/** A store that is only starting may take its time, for its first answer. */
const startMs = 10_000

const usualMs = 1000

/** Waits for a store no longer than somebody can be kept waiting. */
export class StoreTimeout {
  #ms = startMs

  /** @throws ProblemError `store-unavailable` when it fails or takes too long */
  async wait<Value>(answer: Promise<Value>): Promise<Value> {
    const value = await fromStore(answer, this.#ms)
    this.#ms = usualMs
    return value
  }
}

/**
 * What the store answers within some milliseconds, by default a second.
 * @throws ProblemError `store-unavailable` when it fails or takes longer; problems that it tells of
 *   itself as they are
 */
export async function fromStore<Value>(answer: Promise<Value>, ms = usualMs): Promise<Value> {
  try {
    return await withTimeout(answer, ms, () => {
      throw storeUnavailable('The store does not answer.')
    })
  } catch (error) {
    if (error instanceof ProblemError) throw error
    throw storeUnavailable('The store cannot be used.', error)
  }
}

const firstPauseMs = 100
const longestPauseMs = 5000

/** Longer than a server takes to be started again; what is only in memory ends with the process. */
const persistMs = 10 * 60_000

/** What is tried again beyond this many is given up: memory is finite. */
const mostPersisting = 10_000
let persisting = 0

/**
 * Writes what must not be lost: while the store cannot be used, it is tried again.
 * @param write what may be done twice, for a connection may break when it is done
 * @throws what the last attempt throws
 */
export async function persist<Value>(write: () => Promise<Value>): Promise<Value> {
  const deadline = performance.now() + persistMs
  for (let pauseMs = firstPauseMs; ; pauseMs = Math.min(pauseMs * 2, longestPauseMs)) {
    try {
      // oxlint-disable-next-line no-await-in-loop
      return await write()
    } catch (error) {
      const isHopeless = !isUnavailable(error) || performance.now() > deadline
      if (isHopeless || persisting >= mostPersisting) throw error
    }
    persisting += 1
    // oxlint-disable-next-line no-await-in-loop
    await sleep(pauseMs, undefined, { ref: false }).finally(() => (persisting -= 1))
  }
}

function storeUnavailable(title: string, cause?: unknown): ProblemError {
  return new ProblemError('store-unavailable', title, { cause })
}
