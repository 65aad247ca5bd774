import { createHmac, timingSafeEqual } from 'node:crypto'
import { z } from 'zod'
import { archiveRequestSchema } from '#shared/schemas/flow/flow-archive.ts'
import type { SessionClaims } from '#proxy/session/session-token.ts'

/** What a ticket stands for. */
export type ArchiveTicket = {
  session: SessionClaims
  request: z.output<typeof archiveRequestSchema>
  /** Epoch milliseconds. */
  expiresAt: number
}

/**
 * Tickets for what fetches an archive without anybody's cookie: a client of DingTalk that saves it, or
 * DingTalk's servers for it.
 */
export type ArchiveTickets = {
  issue(ticket: ArchiveTicket): string
  /** @returns null for one that has expired or was not signed by our secret */
  read(text: string): ArchiveTicket | null
}

/** Long enough to choose where to save it; what has begun by then goes on. */
export const ticketLifetimeMs = 10 * 60_000

const ticketSchema = z.object({
  session: z.object({
    sessionId: z.string(),
    corpId: z.string(),
    userId: z.string(),
    name: z.string(),
    unionId: z.string().nullable(),
    sysLevel: z.number(),
    signedInAt: z.number(),
    expiresAt: z.number(),
  }),
  request: archiveRequestSchema,
  expiresAt: z.number(),
})

/**
 * @param secrets the first signs, all verify
 * @param now the time in epoch milliseconds
 */
export function createArchiveTickets(
  secrets: readonly (string | Uint8Array)[],
  now: () => number,
): ArchiveTickets {
  const [signingSecret] = secrets
  if (signingSecret === undefined) throw new Error('tickets need a secret')
  return {
    issue(ticket) {
      const content = Buffer.from(JSON.stringify(ticket)).toString('base64url')
      return `${content}.${sign(signingSecret, content).toString('base64url')}`
    },
    read(text) {
      const [content = '', signature = ''] = text.split('.')
      const given = Buffer.from(signature, 'base64url')
      const isOurs = secrets.some((secret) => {
        const expected = sign(secret, content)
        return given.length === expected.length && timingSafeEqual(given, expected)
      })
      if (!isOurs) return null
      const ticket = ticketSchema.parse(JSON.parse(Buffer.from(content, 'base64url').toString()))
      return ticket.expiresAt > now() && ticket.session.expiresAt > now() ? ticket : null
    },
  }
}

/** The first line keeps what is signed here apart from signed links. */
function sign(secret: string | Uint8Array, content: string): Buffer {
  return createHmac('sha256', secret).update(`archive\n${content}`).digest()
}
