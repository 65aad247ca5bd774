import { setTimeout as pause } from 'node:timers/promises'
import { boundedCache } from '#proxy/base/limits/bounded-cache.ts'
import { fromStore } from '#proxy/base/store/store-timeout.ts'
import type { Logger } from '#proxy/base/log.ts'
import { deriveSecret, encrypt, decrypt } from '#proxy/base/secrets.ts'
import type { TokenStore } from '#proxy/base/store/corps/token-store.ts'
import type { FetchCorpToken } from './corp-token.ts'
import type { FetchedToken } from './token-cache.ts'

export type SharedTokenDeps = {
  book: TokenStore
  /** Identifies the app and the token call in a shared database. */
  of: string
  /** Derives the key that encrypts tokens; specific to this app. */
  secret: string
  fetch: FetchCorpToken
  log: Pick<Logger, 'warn'>
}

/** A token with less time left is fetched anew; the memory cache asks ten minutes before the end. */
const minLeftMs = 11 * 60_000

/**
 * If the fetching instance dies, another takes over after this time; extended while the call runs.
 */
const leaseMs = 3_000
const extendEveryMs = 1_000

/** How long to wait for another instance's token: longer than a call with all its retries. */
const waitMs = 15_000

const pollMs = 200

const maxCorps = 10_000

export function sharedTokenName(of: string, corpId: string): string {
  return `${of} ${corpId}`
}

/**
 * It is not documented whether a new token invalidates the old one. Without the store, each
 * instance fetches its own.
 */
export function sharingTokens({ book, of, secret, fetch, log }: SharedTokenDeps): {
  fetch: FetchCorpToken
  /** Accepts the token in the database, even if it is the one handed out last. */
  forget: (corpId: string) => void
} {
  const key = deriveSecret(secret, 'corp tokens')
  /** The last token handed out; being asked again means that it has stopped working. */
  const handedOut = boundedCache<string, string>(maxCorps)

  async function fetchForAll(corpId: string): Promise<FetchedToken> {
    const name = sharedTokenName(of, corpId)
    const extending = setInterval(() => {
      // If this fails, another instance fetches a token too.
      fromStore(book.extend(name, leaseMs)).catch(() => {})
    }, extendEveryMs).unref()
    try {
      const token = await fetch(corpId).finally(() => clearInterval(extending))
      const encrypted = encrypt(token.value, key)
      handedOut.set(corpId, encrypted)
      await fromStore(book.put(name, encrypted, token.lifetimeMs)).catch((err: unknown) => {
        log.warn({ corpId, err }, 'token not stored for other instances')
      })
      return token
    } catch (error) {
      await fromStore(book.release(name)).catch(() => {})
      throw error
    }
  }

  async function find(corpId: string): Promise<FetchedToken> {
    const name = sharedTokenName(of, corpId)
    const old = handedOut.get(corpId)
    if (old !== undefined) await fromStore(book.drop(name, old))
    for (let waited = 0; waited < waitMs; waited += pollMs) {
      const taken = await fromStore(book.take(name, minLeftMs, leaseMs))
      if (taken.kind === 'fetch') return fetchForAll(corpId)
      if (taken.kind === 'token') {
        const value = decrypt(taken.sealed, key)
        // Encrypted with another secret, such as one before a rotation.
        if (value === null) return fetchForAll(corpId)
        handedOut.set(corpId, taken.sealed)
        return { value, lifetimeMs: taken.leftMs }
      }
      await pause(pollMs, undefined, { ref: false })
    }
    return fetchForAll(corpId)
  }

  return {
    forget: (corpId) => void handedOut.delete(corpId),
    async fetch(corpId) {
      try {
        return await find(corpId)
      } catch (error) {
        if (!isStoreFailure(error)) throw error
        log.warn({ corpId, err: error }, 'tokens cannot be shared with other instances')
        return fetch(corpId)
      }
    },
  }
}

function isStoreFailure(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'store-unavailable'
}
