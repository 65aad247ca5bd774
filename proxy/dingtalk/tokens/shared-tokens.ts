import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import { boundedCache } from '#proxy/limits/bounded-cache.ts'
import { fromStore } from '#proxy/flows/read/store-timeout.ts'
import type { Logger } from '#proxy/log.ts'
import { deriveSecret } from '#proxy/secrets.ts'
import type { TokenBook } from '#proxy/store/corps/token-book.ts'
import type { FetchCorpToken } from './corp-token.ts'
import type { FetchedToken } from './token-cache.ts'

export type SharedTokenParts = {
  book: TokenBook
  /** Identifies the app and the token call among users of the database. */
  of: string
  /** What tokens are encrypted with; of this app alone. */
  secret: string
  fetch: FetchCorpToken
  log: Pick<Logger, 'warn'>
}

/** Renewed when less is left; the memory cache starts ten minutes before the end. */
const leastLeftMs = 11 * 60_000

/**
 * How long after the end of an instance another fetches in its place, at most; extended while the
 * call goes on. People wait for it at a sign-in.
 */
const leaseMs = 3_000
const extendEveryMs = 1_000

/** Longer than a call with all its attempts takes. */
const waitMs = 15_000

const askAgainMs = 200

const mostCorps = 10_000

/** Of a corp's token in the database. */
export function sharedTokenName(of: string, corpId: string): string {
  return `${of} ${corpId}`
}

/**
 * Has one instance fetch a token that all use: whether a new token ends the old one is not
 * documented. Without the store each fetches its own.
 */
export function sharingTokens({ book, of, secret, fetch, log }: SharedTokenParts): {
  fetch: FetchCorpToken
  /** The one in the database is good, also where it is the one that was last given out. */
  forget: (corpId: string) => void
} {
  const key = deriveSecret(secret, 'corp tokens')
  /** The last token given out; asking again means that it does not work any more. */
  const handedOut = boundedCache<string, string>(mostCorps)

  async function fetchForAll(corpId: string): Promise<FetchedToken> {
    const name = sharedTokenName(of, corpId)
    const extending = setInterval(() => {
      // Without it another instance fetches too.
      fromStore(book.extend(name, leaseMs)).catch(() => {})
    }, extendEveryMs).unref()
    try {
      const token = await fetch(corpId).finally(() => clearInterval(extending))
      const sealed = seal(token.value, key)
      handedOut.set(corpId, sealed)
      await fromStore(book.put(name, sealed, token.lifetimeMs)).catch((err: unknown) => {
        log.warn({ corpId, err }, 'token not shared with other instances')
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
    for (let waited = 0; waited < waitMs; waited += askAgainMs) {
      /* oxlint-disable no-await-in-loop -- until it is there */
      const taken = await fromStore(book.take(name, leastLeftMs, leaseMs))
      if (taken.kind === 'fetch') return fetchForAll(corpId)
      if (taken.kind === 'token') {
        const value = unseal(taken.sealed, key)
        // Sealed with another secret, such as a rotated one.
        if (value === null) return fetchForAll(corpId)
        handedOut.set(corpId, taken.sealed)
        return { value, lifetimeMs: taken.leftMs }
      }
      await pause(askAgainMs, undefined, { ref: false })
      /* oxlint-enable no-await-in-loop */
    }
    return fetchForAll(corpId)
  }

  return {
    forget: (corpId) => void handedOut.delete(corpId),
    async fetch(corpId) {
      try {
        return await find(corpId)
      } catch (error) {
        if (!isOfStore(error)) throw error
        log.warn({ corpId, err: error }, 'tokens cannot be shared with other instances')
        return fetch(corpId)
      }
    },
  }
}

function isOfStore(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'store-unavailable'
}

const algorithm = 'aes-256-gcm'
const ivBytes = 12
const tagBytes = 16

function seal(text: string, key: Buffer): string {
  const iv = randomBytes(ivBytes)
  const cipher = createCipheriv(algorithm, key, iv)
  const content = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
  return Buffer.concat([iv, cipher.getAuthTag(), content]).toString('base64')
}

/** @returns null for what another key has sealed */
function unseal(sealed: string, key: Buffer): string | null {
  const bytes = Buffer.from(sealed, 'base64')
  try {
    const decipher = createDecipheriv(algorithm, key, bytes.subarray(0, ivBytes))
    decipher.setAuthTag(bytes.subarray(ivBytes, ivBytes + tagBytes))
    const content = decipher.update(bytes.subarray(ivBytes + tagBytes))
    return Buffer.concat([content, decipher.final()]).toString('utf8')
  } catch {
    return null
  }
}
