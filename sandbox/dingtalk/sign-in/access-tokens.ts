import { randomBytes } from 'node:crypto'
import { tokenInvalid, tokenMissing } from '#sandbox/protocol/refusals.ts'

/** How long a token is valid, seconds; `expireIn` in answers. */
export const tokenSeconds = 7200

/** What a token proves: which app asks and, except for a suite token, in which organisation. */
export type TokenHolder =
  | { kind: 'internal' | 'third-party'; clientId: string; corpId: string }
  | { kind: 'suite'; clientId: string }

/** A holder that may act in an organisation. */
export type CorpTokenHolder = Extract<TokenHolder, { corpId: string }>

/** The tokens issued so far. A reset of the sandbox keeps them. */
export type AccessTokens = {
  /** A new token; those handed out before stay valid until they expire. */
  issue: (holder: TokenHolder) => string
  /** Renews the holder's last token while it is valid, otherwise issues a new one. */
  issueOrRenew: (holder: TokenHolder) => string
  /** Who holds the token; undefined when it is unknown or expired. */
  holderOf: (token: string) => TokenHolder | undefined
}

/** Keeps tokens in memory; `now` gives epoch milliseconds. */
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

/** The header that carries the token on api.dingtalk.com. */
export const tokenHeader = 'x-acs-dingtalk-access-token'

/**
 * The app and the organisation that the token in `tokenHeader` stands for.
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
