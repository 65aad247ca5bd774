import { ProblemError } from '../problem.ts'

/** A store that is only starting may take its time, for its first answer. */
const startMs = 10_000

const usualMs = 1000

/** Waits for a store no longer than somebody can be kept waiting. */
export class StorePatience {
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
  let timer: NodeJS.Timeout | undefined
  const impatience = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(storeUnavailable('The store does not answer.')), ms)
  })
  try {
    return await Promise.race([answer, impatience])
  } catch (error) {
    if (error instanceof ProblemError) throw error
    throw storeUnavailable('The store cannot be used.', error)
  } finally {
    clearTimeout(timer)
  }
}

function storeUnavailable(title: string, cause?: unknown): ProblemError {
  return new ProblemError('store-unavailable', title, { cause })
}
