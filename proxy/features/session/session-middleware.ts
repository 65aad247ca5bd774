import { createMiddleware } from 'hono/factory'
import type { AppContext, AppEnv } from '#proxy/base/http/app-env.ts'
import { policyOf, type RoutePolicy } from '#proxy/base/http/route-policy.ts'
import { onBehalfOf } from '#proxy/base/limits/requester.ts'
import { ProblemError } from '#proxy/base/problem.ts'
import { requireBought, type SubscriptionDeps } from '#proxy/features/corp/subscription.ts'
import type { FileTickets } from './file-tickets.ts'
import { requireOurPage } from './origin-check.ts'
import { requesterOf } from './request-requester.ts'
import type { SessionCookie } from './session-cookie.ts'
import type { SessionTokens } from './session-token.ts'
import type { SessionClaims } from '#proxy/base/http/session-claims.ts'
import type { ActiveCorps, Sessions } from './sessions.ts'

export type AdmissionDeps = {
  publicUrl: string
  tokens: SessionTokens
  cookie: SessionCookie
  tickets: Pick<FileTickets, 'read'>
  sessions: Pick<Sessions, 'current'>
  /** Whether the corp of a cookie, or of a ticket, has stopped the app. */
  corps: { ofCookie: ActiveCorps; ofTicket: ActiveCorps }
  subscription: SubscriptionDeps
}

/**
 * What comes before every route of the API, in one step, as each costs every request: the page is
 * ours, the session with its present role, the subscription, and on whose behalf the rest is done.
 */
export function admitRequests(deps: AdmissionDeps) {
  const { publicUrl, subscription } = deps
  return createMiddleware<AppEnv>(async (c, next) => {
    const stated = policyOf(c)
    const { takesTicket = false } = stated
    const hasTicket = takesTicket && c.req.query('ticket') !== undefined
    requireOurPage(c, { takesFileByCookie: takesTicket && !hasTicket, publicUrl })
    const ofCookie = await sessionOfCookie(c, stated, deps)
    const session = hasTicket ? await sessionOfTicket(c, deps) : ofCookie
    if (session !== null) {
      c.set('session', session)
      if (stated.isBought) await requireBought(subscription, session.corpId)
    }
    await onBehalfOf(requesterOf(c), next)
  })
}

/** The session of the cookie; null if there is none, or it is over. */
async function sessionOfCookie(
  c: AppContext,
  { isForStopped, isPolled }: RoutePolicy,
  { tokens, cookie, sessions, corps }: AdmissionDeps,
): Promise<SessionClaims | null> {
  const token = cookie.read(c)
  const claims = token === undefined ? null : await tokens.verify(token)
  if (claims === null || !isForOpenedCorp(c, claims)) return null
  if (!isForStopped) await corps.ofCookie.requireActive(claims.corpId)
  return sessions.current(claims, isPolled !== true)
}

async function sessionOfTicket(
  c: AppContext,
  { tickets, sessions, corps }: AdmissionDeps,
): Promise<SessionClaims> {
  const { pathname, search } = new URL(c.req.url)
  const claims = tickets.read(pathname + search)
  if (claims === null) throw ticketInvalid()
  await corps.ofTicket.requireActive(claims.corpId)
  const session = await sessions.current(claims, true)
  if (session === null) throw ticketInvalid()
  return session
}

export function ticketInvalid(): ProblemError {
  return new ProblemError('link-invalid', 'The address of the file has expired or is not ours.')
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
 * The session, after `admitRequests`.
 * @throws ProblemError `session-required`
 */
export function requireSession(c: AppContext): SessionClaims {
  const session = c.get('session')
  if (session === undefined) {
    throw new ProblemError('session-required', 'There is no session; sign in with an auth code.')
  }
  return session
}
