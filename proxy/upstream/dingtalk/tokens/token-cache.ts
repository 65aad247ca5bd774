import { z } from 'zod'
import { boundedCache } from '#proxy/base/limits/bounded-cache.ts'
import type { MonotonicClock } from '#shared/rules/time.ts'

/** A cached token; object identity tells which one failed. */
export type Token = Readonly<{ value: string; expiresAt: number }>

/** Lifetime of tokens and tickets in seconds; 7200 is documented. */
export const lifetime = z.coerce.number().positive().catch(7200)

export type FetchedToken = { value: string; lifetimeMs: number }

export type TokenCacheOptions = {
  fetch: (key: string) => Promise<FetchedToken>
  /** Called when an early renewal fails; the current token stays in use. */
  onRenewalFailed: (key: string, error: unknown) => void
  now: MonotonicClock
}

type Entry = { token: Token | null; renewAt: number; pending: Promise<Token> | null }

/** DingTalk recommends renewing ten minutes before the two hours end (server-api-calling-guide). */
const renewEarlyMs = 10 * 60_000
const renewAgainMs = 30_000

/** Above this, the least recently used tokens are dropped, such as those of corps that left. */
export const maxTokens = 10_000

/**
 * Concurrent calls for a key share one fetch; during an early renewal, the current token is
 * returned at once.
 */
export class TokenCache {
  readonly #options: TokenCacheOptions
  readonly #entries = boundedCache<string, Entry>(maxTokens)

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

  drop(key: string, token: Token): void {
    const entry = this.#entries.get(key)
    if (entry?.token === token) entry.token = null
  }

  /** Drops a valid token with outdated permissions; a pending fetch is not cached. */
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
