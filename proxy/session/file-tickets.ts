import { z } from 'zod'
import { deriveSecret, isSignedByAny, sign } from '#proxy/secrets.ts'
import { sessionClaimsSchema, type SessionClaims } from './session-token.ts'

/**
 * Tickets for files fetched without a cookie, by a DingTalk client or DingTalk's servers. Each is
 * valid for one address.
 */
export type FileTickets = {
  /**
   * @param target path and query of the file
   * @returns the target with the ticket, and when it expires, epoch milliseconds
   */
  issue(session: SessionClaims, target: string): { target: string; expiresAt: number }
  /**
   * The session of a ticket.
   * @param target path and query with the ticket
   * @returns null if it has expired, is for another file, or was not signed with our secret
   */
  read(target: string): SessionClaims | null
}

/** Milliseconds, enough to choose a folder; a download already started continues. */
const lifetimeMs = 10 * 60_000

const contentSchema = z.object({
  session: sessionClaimsSchema,
  expiresAt: z.number(),
})

/**
 * @param sessionSecrets the first signs, all verify. A ticket contains a session, so its secrets
 * must be as secret as those of sessions: other systems may have the secret of links.
 * @param now current time in epoch milliseconds
 */
export function createFileTickets(
  sessionSecrets: readonly string[],
  now: () => number,
): FileTickets {
  const secrets = sessionSecrets.map((secret) => deriveSecret(secret, 'file-ticket'))
  const [signingSecret] = secrets
  if (signingSecret === undefined) throw new Error('tickets need a secret')
  return {
    issue(session, target) {
      const expiresAt = Math.min(now() + lifetimeMs, session.expiresAt)
      const content = Buffer.from(JSON.stringify({ session, expiresAt })).toString('base64url')
      const { file, query } = partsOf(target)
      const signature = sign(signingSecret, signedText(file, content)).toString('base64url')
      query.set('ticket', `${content}.${signature}`)
      return { target: `${file.split('?')[0]}?${query.toString()}`, expiresAt }
    },
    read(target) {
      const { file, ticket } = partsOf(target)
      const [content = '', signature = ''] = ticket.split('.')
      if (!isSignedByAny(secrets, signedText(file, content), signature)) return null
      const text = Buffer.from(content, 'base64url').toString()
      const { session, expiresAt } = contentSchema.parse(JSON.parse(text))
      return expiresAt > now() ? session : null
    },
  }
}

/** Normalised, as clients encode queries differently. */
function partsOf(target: string): { file: string; query: URLSearchParams; ticket: string } {
  const { pathname, searchParams: query } = new URL(target, 'http://x')
  const ticket = query.get('ticket') ?? ''
  query.delete('ticket')
  return { file: `${pathname}?${query.toString()}`, query, ticket }
}

function signedText(file: string, content: string): string {
  return `${file}\n${content}`
}
