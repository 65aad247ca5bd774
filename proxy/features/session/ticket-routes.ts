import { Hono } from 'hono'
import { fileAddressRequestSchema, type FileAddress } from '#shared/schemas/file-address.ts'
import type { AppEnv } from '#proxy/base/http/app-env.ts'
import { limitJsonBody, readJson } from '#proxy/base/http/json-request.ts'
import type { FileTickets } from './file-tickets.ts'
import { requireSession } from './session-middleware.ts'

/** @param publicUrl our public address, without a slash at the end */
export function ticketRoutes(tickets: FileTickets, publicUrl: string): Hono<AppEnv> {
  return new Hono<AppEnv>().post('/', limitJsonBody, async (c) => {
    const session = requireSession(c)
    const { path } = await readJson(c, fileAddressRequestSchema)
    const { target, expiresAt } = tickets.issue(session, path)
    return c.json({ url: publicUrl + target, expiresAt } satisfies FileAddress)
  })
}
