import { AsyncLocalStorage } from 'node:async_hooks'

/** The key of the server's own work. */
export const serverKey = ''

/**
 * Each signed-in person has a key, as does each address of people who are not. Shared work has the
 * keys of all who wait.
 */
export class Requester {
  readonly #key: string | null
  readonly #joined = new Set<Requester>()

  /** @param key of the person or address; null for background work */
  constructor(key: string | null) {
    this.#key = key
  }

  join(other: Requester): void {
    this.#joined.add(other)
  }

  /** All current keys; empty while nobody is known to wait. */
  keys(): ReadonlySet<string> {
    const keys = new Set<string>()
    const met = new Set<Requester>([this])
    for (const requester of met) {
      if (requester.#key !== null) keys.add(requester.#key)
      for (const joined of requester.#joined) met.add(joined)
    }
    return keys
  }
}

export const serverRequester = new Requester(serverKey)
const present = new AsyncLocalStorage<Requester>()

/** The requester of the running code; the server itself outside of requests. */
export function presentRequester(): Requester {
  return present.getStore() ?? serverRequester
}

export function onBehalfOf<Result>(requester: Requester, work: () => Result): Result {
  return present.run(requester, work)
}

/** A requester for work that others may join, starting with the present one. */
export function sharedRequester(): Requester {
  const requester = new Requester(null)
  requester.join(presentRequester())
  return requester
}
