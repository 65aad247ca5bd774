import { AsyncLocalStorage } from 'node:async_hooks'

/** The key of what the server does by itself. */
export const serverKey = ''

/**
 * For whom work is done, so that shares can be counted. Each person has a key, and so has each
 * network address of people who are not known yet. Work that several wait for has the keys of all.
 */
export class Requester {
  readonly #key: string | null
  readonly #joined = new Set<Requester>()

  /** @param key null for nobody, unless somebody joins */
  constructor(key: string | null) {
    this.#key = key
  }

  /** Somebody else waits for the same work now. */
  join(other: Requester): void {
    this.#joined.add(other)
  }

  /** All keys as of now; none while nobody is known to wait. */
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

/** For whom the running code works; the server itself outside of any request. */
export function presentRequester(): Requester {
  return present.getStore() ?? serverRequester
}

/** Runs work, with all that it begins, for somebody. */
export function onBehalfOf<Result>(requester: Requester, work: () => Result): Result {
  return present.run(requester, work)
}

/** A requester for work that others may join, beginning with the present one. */
export function sharedRequester(): Requester {
  const requester = new Requester(null)
  requester.join(presentRequester())
  return requester
}
