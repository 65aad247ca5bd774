import { randomBytes } from 'node:crypto'
import { tokenInvalid, tokenMissing } from '#sandbox/protocol/refusals.ts'
import type { AccessTokens, CorpTokenHolder, TokenHolder } from '#sandbox/state/tokens.ts'

/** How long a token is valid, seconds; `expireIn` in answers. */
export const tokenSeconds = 7200

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
