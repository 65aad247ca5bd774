import { AsyncLocalStorage } from 'node:async_hooks'

/** The key of work that the server does by itself. */
export const serverKey = ''

/**
 * For whom work is done, for fair shares. Each person has a key, and each network address of people
 * who are not signed in. Work that several wait for has all their keys.
 */
export class Requester {
  readonly #key: string | null
  readonly #joined = new Set<Requester>()

  /** @param key of the person or address; null for background work */
  constructor(key: string | null) {
    this.#key = key
  }

  /** Adds somebody who waits for the same work. */
  join(other: Requester): void {
    this.#joined.add(other)
  }

  /** All keys now; empty while nobody is known to wait. */
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

/** The server itself. */
export const serverRequester = new Requester(serverKey)
const present = new AsyncLocalStorage<Requester>()

/** The requester of the running code; the server outside of requests. */
export function presentRequester(): Requester {
  return present.getStore() ?? serverRequester
}

/** Runs work, and all that it starts, for a requester. */
export function onBehalfOf<Result>(requester: Requester, work: () => Result): Result {
  return present.run(requester, work)
}

/** A requester for work that others may join, beginning with the present one. */
export function sharedRequester(): Requester {
  const requester = new Requester(null)
  requester.join(presentRequester())
  return requester
}
