import { createMiddleware } from 'hono/factory'
import type { AppContext, AppEnv } from '#proxy/base/http/app-env.ts'
import { policyOf } from '#proxy/base/http/route-policy.ts'
import { ProblemError } from '#proxy/base/problem.ts'
import type { SessionCookie } from './session-cookie.ts'
import type { SessionTokens } from './session-token.ts'
import type { SessionClaims } from '#proxy/base/http/session-claims.ts'
import type { ActiveCorps, Sessions } from './sessions.ts'

/**
 * Reads the session from the cookie and updates its role. Rejects people whose corp has stopped the
 * app.
 */
export function readSession(
  tokens: SessionTokens,
  cookie: SessionCookie,
  sessions: Sessions,
  corps: ActiveCorps,
) {
  return createMiddleware<AppEnv>(async (c, next) => {
    const token = cookie.read(c)
    const session = token === undefined ? null : await tokens.verify(token)
    if (session !== null && isForOpenedCorp(c, session)) {
      const { isForStopped, isPolled = false } = policyOf(c)
      if (!isForStopped) await corps.requireActive(session.corpId)
      const current = await sessions.current(session, !isPolled)
      if (current !== null) c.set('session', current)
    }
    await next()
  })
}

/**
 * The page names its corp, in links by a parameter. A session for another corp is ignored, so that
 * the page signs in again.
 */
function isForOpenedCorp(c: AppContext, session: SessionClaims): boolean {
  const corpId = c.req.header('x-corp-id') ?? c.req.query('corpId')
  return corpId === undefined || corpId === session.corpId
}

/**
 * The session, after `readSession`.
 * @throws ProblemError `session-required`
 */
export function requireSession(c: AppContext): SessionClaims {
  const session = c.get('session')
  if (session === undefined) {
    throw new ProblemError('session-required', 'There is no session; sign in with an auth code.')
  }
  return session
}
