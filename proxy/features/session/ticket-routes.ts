import { Hono } from 'hono'
import { createMiddleware } from 'hono/factory'
import { fileAddressRequestSchema, type FileAddress } from '#shared/schemas/file-address.ts'
import type { AppEnv } from '#proxy/base/http/app-env.ts'
import { limitJsonBody, readJson } from '#proxy/base/http/json-request.ts'
import { policyOf } from '#proxy/base/http/route-policy.ts'
import { ProblemError } from '#proxy/base/problem.ts'
import type { FileTickets } from './file-tickets.ts'
import { requireSession } from './session-middleware.ts'
import type { ActiveCorps, Sessions } from './sessions.ts'

/** Reads the session from a ticket, with the person's current permissions. */
export function readTicket(
  tickets: FileTickets,
  sessions: Pick<Sessions, 'current'>,
  corps: ActiveCorps,
) {
  return createMiddleware<AppEnv>(async (c, next) => {
    if (!policyOf(c).takesTicket || c.req.query('ticket') === undefined) return next()
    const { pathname, search } = new URL(c.req.url)
    const claims = tickets.read(pathname + search)
    if (claims === null) throw ticketInvalid()
    await corps.requireActive(claims.corpId)
    const session = await sessions.current(claims, true)
    if (session === null) throw ticketInvalid()
    c.set('session', session)
    return next()
  })
}

export function ticketInvalid(): ProblemError {
  return new ProblemError('link-invalid', 'The address of the file has expired or is not ours.')
}

/** @param publicUrl our public address, without a slash at the end */
export function ticketRoutes(tickets: FileTickets, publicUrl: string): Hono<AppEnv> {
  return new Hono<AppEnv>().post('/', limitJsonBody, async (c) => {
    const session = requireSession(c)
    const { path } = await readJson(c, fileAddressRequestSchema)
    const { target, expiresAt } = tickets.issue(session, path)
    return c.json({ url: publicUrl + target, expiresAt } satisfies FileAddress)
  })
}
