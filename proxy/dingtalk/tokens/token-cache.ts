import { z } from 'zod'
import { boundedCache } from '#proxy/limits/bounded-cache.ts'

/** A cached token; its identity tells which one failed. */
export type Token = Readonly<{ value: string; expiresAt: number }>

/** Of tokens and tickets, in seconds; 7200 are documented. */
export const lifetime = z.coerce.number().positive().catch(7200)

/** A token fresh from DingTalk. */
export type FetchedToken = { value: string; lifetimeMs: number }

export type TokenCacheOptions = {
  /** Fetches a token for a key. */
  fetch: (key: string) => Promise<FetchedToken>
  /** Told when an early renewal fails; the token in use goes on being used. */
  onRenewalFailed: (key: string, error: unknown) => void
  /** Milliseconds on a clock that only goes forward. */
  now: () => number
}

type Entry = { token: Token | null; renewAt: number; pending: Promise<Token> | null }

/** DingTalk suggests to renew ten minutes before the two hours are over (server-api-calling-guide). */
const renewEarlyMs = 10 * 60_000
const renewAgainMs = 30_000

/** Beyond them, those not asked for the longest are dropped, such as of corps that left. */
export const mostTokens = 10_000

/**
 * Keeps tokens until shortly before they expire. However many ask at once, a key is fetched by one
 * call; during an early renewal the token in use is handed out at once.
 */
export class TokenCache {
  readonly #options: TokenCacheOptions
  readonly #entries = boundedCache<string, Entry>(mostTokens)

  constructor(options: TokenCacheOptions) {
    this.#options = options
  }

  async get(key: string): Promise<Token> {
    const entry = this.#entries.get(key)
    const now = this.#options.now()
    if (!entry?.token || now >= entry.token.expiresAt) return this.#fetch(key)
    if (now >= entry.renewAt) {
      entry.renewAt = now + renewAgainMs
      this.#fetch(key).catch((error: unknown) => this.#options.onRenewalFailed(key, error))
    }
    return entry.token
  }

  /** Drops a refused token, unless it was replaced already. */
  drop(key: string, token: Token): void {
    const entry = this.#entries.get(key)
    if (entry?.token === token) entry.token = null
  }

  /** Drops a valid token with outdated permissions; one under way is not kept. */
  forget(key: string): void {
    this.#entries.delete(key)
  }

  #fetch(key: string): Promise<Token> {
    const entry = this.#entries.get(key) ?? { token: null, renewAt: 0, pending: null }
    if (entry.pending !== null) return entry.pending
    this.#entries.set(key, entry)
    entry.pending = this.#options
      .fetch(key)
      .then(({ value, lifetimeMs }) => {
        const now = this.#options.now()
        entry.token = Object.freeze({ value, expiresAt: now + lifetimeMs })
        entry.renewAt = now + Math.max(lifetimeMs - renewEarlyMs, lifetimeMs / 2)
        return entry.token
      })
      .finally(() => {
        entry.pending = null
        if (entry.token === null && this.#entries.peek(key) === entry) this.#entries.delete(key)
      })
    return entry.pending
  }
}
