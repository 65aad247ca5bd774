import { randomBytes } from 'node:crypto'
import { tokenInvalid, tokenMissing } from '../protocol/refusals.ts'

/** How long a token is valid, seconds; `expireIn` in answers. */
export const tokenSeconds = 7200

/** What a token proves: which app asks and, except for a suite token, in which organisation. */
export type TokenHolder =
  | { kind: 'internal' | 'third-party'; clientId: string; corpId: string }
  | { kind: 'suite'; clientId: string }

/** A holder that may act in an organisation. */
export type CorpTokenHolder = Extract<TokenHolder, { corpId: string }>

/** The tokens handed out so far. They outlive a reset, as nothing a reset restores is in them. */
export type AccessTokens = {
  /** A new token; those handed out before stay valid until they expire. */
  issue: (holder: TokenHolder) => string
  /** The holder's token: the last one renewed while it is still valid, else a new one. */
  issueOrRenew: (holder: TokenHolder) => string
  /** Who holds the token; undefined when it is unknown or expired. */
  holderOf: (token: string) => TokenHolder | undefined
}

/** Keeps tokens in memory, telling the time by `now` (epoch milliseconds). */
export function createAccessTokens(now: () => number): AccessTokens {
  const tokens = new Map<string, { holder: TokenHolder; expiresAt: number }>()
  const last = new Map<string, string>()

  function issue(holder: TokenHolder): string {
    const token = randomBytes(16).toString('hex')
    tokens.set(token, { holder, expiresAt: now() + tokenSeconds * 1000 })
    return token
  }

  function valid(token: string) {
    const entry = tokens.get(token)
    if (entry && entry.expiresAt <= now()) {
      tokens.delete(token)
      return undefined
    }
    return entry
  }

  return {
    issue,
    issueOrRenew(holder) {
      const key = JSON.stringify(holder)
      const previous = last.get(key)
      const entry = previous === undefined ? undefined : valid(previous)
      if (previous !== undefined && entry) {
        entry.expiresAt = now() + tokenSeconds * 1000
        return previous
      }
      const token = issue(holder)
      last.set(key, token)
      return token
    },
    holderOf: (token) => valid(token)?.holder,
  }
}

/** Name of the header that carries the token on the new host. */
export const tokenHeader = 'x-acs-dingtalk-access-token'

/**
 * Who may act in which organisation, by the new host's token header.
 *
 * @throws NewHostRefusal `AuthenticationFailed.MissingParameter` or `InvalidAuthentication`
 */
export function requireCorpToken(
  tokens: AccessTokens,
  header: string | undefined,
): CorpTokenHolder {
  if (header === undefined || header === '') throw tokenMissing()
  const holder = tokens.holderOf(header)
  if (!holder || holder.kind === 'suite') throw tokenInvalid()
  return holder
}
