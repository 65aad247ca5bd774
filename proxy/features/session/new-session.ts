import { randomUUID } from 'node:crypto'
import type { AppContext } from '#proxy/base/http/app-env.ts'
import type { SessionClaims } from '#proxy/base/http/session-claims.ts'
import type { DingTalkUser } from '#proxy/upstream/dingtalk/user-info.ts'
import type { EpochMs } from '#shared/rules/time.ts'
import type { SessionCookie } from './session-cookie.ts'
import type { SessionTokens } from './session-token.ts'

type NewSessionDeps = {
  tokens: Pick<SessionTokens, 'sign' | 'pseudonym'>
  cookie: Pick<SessionCookie, 'write'>
}

const lifetimeMs = 12 * 60 * 60 * 1000

export function newClaims(
  corpId: string,
  user: DingTalkUser,
  signedInAt: EpochMs,
  sessionId: string = randomUUID(),
): SessionClaims {
  // A token has seconds.
  const expiresAt = Math.floor((signedInAt + lifetimeMs) / 1000) * 1000
  return { sessionId, corpId, ...user, signedInAt, expiresAt }
}

/** Gives a new session to the browser. */
export async function keepSession(
  c: AppContext,
  claims: SessionClaims,
  { tokens, cookie }: NewSessionDeps,
): Promise<void> {
  c.set('session', claims)
  const [token, pseudonym] = await Promise.all([tokens.sign(claims), tokens.pseudonym(claims)])
  cookie.write(c, token, { corpId: claims.corpId, pseudonym }, lifetimeMs / 1000)
}
