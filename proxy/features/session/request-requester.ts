import { createMiddleware } from 'hono/factory'
import type { AppContext, AppEnv } from '#proxy/base/http/app-env.ts'
import { clientAddress } from '#proxy/base/http/client-address.ts'
import { onBehalfOf, Requester } from '#proxy/base/limits/requester.ts'
import type { SessionClaims } from '#proxy/base/http/session-claims.ts'

/** A signed-in person, on all their devices. */
export function personRequester({
  corpId,
  userId,
}: Pick<SessionClaims, 'corpId' | 'userId'>): Requester {
  return new Requester(JSON.stringify([corpId, userId]))
}

/** Runs a request for the signed-in person, or for the network address if nobody is signed in. */
export const countRequester = createMiddleware<AppEnv>(async (c, next) => {
  await onBehalfOf(requesterOf(c), next)
})

export function requesterOf(c: AppContext): Requester {
  const session = c.get('session')
  return session === undefined
    ? new Requester(`address ${clientAddress(c)}`)
    : personRequester(session)
}
