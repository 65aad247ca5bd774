import { createMiddleware } from 'hono/factory'
import type { AppEnv } from '../app-env.ts'
import { clientAddress } from '../client-address.ts'
import { onBehalfOf, Requester } from '../requester.ts'
import type { SessionClaims } from './session-token.ts'

/** Somebody who is signed in, on all their devices. */
export function personRequester({
  corpId,
  userId,
}: Pick<SessionClaims, 'corpId' | 'userId'>): Requester {
  return new Requester(JSON.stringify([corpId, userId]))
}

/** Has all that a request begins count as whoever is signed in, or else as their network address. */
export const countRequester = createMiddleware<AppEnv>(async (c, next) => {
  const session = c.get('session')
  const requester =
    session === undefined ? new Requester(`address ${clientAddress(c)}`) : personRequester(session)
  await onBehalfOf(requester, next)
})
