import { hkdf, webcrypto } from 'node:crypto'
import { promisify } from 'node:util'
import { jwtVerify, SignJWT, type CryptoKey } from 'jose'
import { z } from 'zod'
import { boundedCache } from '#proxy/base/limits/bounded-cache.ts'
import { endlessClaimsSchema, type SessionClaims } from '#proxy/base/http/session-claims.ts'
import type { Clock } from '#shared/rules/time.ts'

/** The content of a token; `exp` is in seconds. */
const payloadSchema = endlessClaimsSchema.extend({ exp: z.number() })

export type SessionTokens = {
  sign: (claims: SessionClaims) => Promise<string>
  /**
   * The claims of a token that is signed with one of our keys and has not expired; null otherwise.
   */
  verify: (token: string) => Promise<SessionClaims | null>
  /** A person's pseudonym, the same in all their sessions until the first secret changes. */
  pseudonym: (person: Pick<SessionClaims, 'corpId' | 'userId'>) => Promise<string>
}

/** Cached verified tokens, of about 400 bytes each. */
const maxCachedTokens = 10_000

/**
 * Session tokens, signed with HS256 and readable by their holder.
 * @param secrets the first signs, all verify
 */
export async function createSessionTokens(
  secrets: readonly string[],
  now: Clock,
): Promise<SessionTokens> {
  const keys = await Promise.all(secrets.map((secret) => deriveKey(secret)))
  const [signingKey] = keys
  if (signingKey === undefined) throw new Error('session tokens need a secret')

  async function verifyWith(key: CryptoKey, token: string): Promise<SessionClaims | null> {
    try {
      const { payload } = await jwtVerify(token, key, {
        algorithms: ['HS256'],
        currentDate: new Date(now()),
      })
      const { exp, ...claims } = payloadSchema.parse(payload)
      return { ...claims, expiresAt: exp * 1000 }
    } catch {
      return null
    }
  }

  /** Verified tokens, as verifying is the expensive part of a call. */
  const known = boundedCache<string, SessionClaims>(maxCachedTokens)

  return {
    sign({ expiresAt, ...claims }) {
      return new SignJWT(claims)
        .setProtectedHeader({ alg: 'HS256' })
        .setExpirationTime(Math.floor(expiresAt / 1000))
        .sign(signingKey)
    },
    async verify(token) {
      const kept = known.get(token)
      if (kept !== undefined) return now() < kept.expiresAt ? kept : null
      for (const key of keys) {
        const claims = await verifyWith(key, token)
        if (claims === null) continue
        known.set(token, Object.freeze(claims))
        return claims
      }
      return null
    },
    async pseudonym({ corpId, userId }) {
      // Tokens never sign a text with line breaks, so the two cannot be confused.
      const text = new TextEncoder().encode(['pseudonym', corpId, userId].join('\n'))
      const digest = await webcrypto.subtle.sign('HMAC', signingKey, text)
      return Buffer.from(digest).toString('base64url').slice(0, 22)
    },
  }
}

/** The session key derived from a secret; other uses derive other keys. */
async function deriveKey(secret: string): Promise<CryptoKey> {
  const bytes = await promisify(hkdf)('sha256', secret, '', 'session', 32)
  return webcrypto.subtle.importKey('raw', bytes, { name: 'HMAC', hash: 'SHA-256' }, false, [
    'sign',
    'verify',
  ])
}
