import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { z } from 'zod'
import { parseJsonText } from '#proxy/base/json-text.ts'
import { deriveSecret } from '#proxy/base/secrets.ts'
import { sessionClaimsSchema, type SessionClaims } from '#proxy/base/http/session-claims.ts'
import type { Clock } from '#shared/rules/time.ts'

/**
 * Tickets for files fetched without a cookie, by a DingTalk client or DingTalk's servers. Each is
 * valid for one address, and its content cannot be read by those who pass it on.
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
   * @returns null if it has expired, is for another file, or was not encrypted with our secret
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
 * @param sessionSecrets the first encrypts, all decrypt. A ticket contains a session, so its secrets
 * must be as secret as those of sessions: other systems may have the secret of links.
 */
export function createFileTickets(sessionSecrets: readonly string[], now: Clock): FileTickets {
  const keys = sessionSecrets.map((secret) => deriveSecret(secret, 'encrypted-file-ticket'))
  const [ownKey] = keys
  if (ownKey === undefined) throw new Error('tickets need a secret')
  return {
    issue(session, target) {
      const expiresAt = Math.min(now() + lifetimeMs, session.expiresAt)
      const { file, query } = partsOf(target)
      query.set('ticket', encrypt(ownKey, file, JSON.stringify({ session, expiresAt })))
      return { target: `${file.split('?')[0]}?${query.toString()}`, expiresAt }
    },
    read(target) {
      const { file, ticket } = partsOf(target)
      const texts = keys.map((key) => decrypt(key, file, ticket))
      const text = texts.find((each) => each !== null) ?? ''
      const content = contentSchema.safeParse(parseJsonText(text)).data
      return content !== undefined && content.expiresAt > now() ? content.session : null
    },
  }
}

const cipherName = 'aes-256-gcm'

/** Lengths in bytes. */
const ivLength = 12
const tagLength = 16

/** @param file authenticated with the text, but not contained in the result */
function encrypt(key: Buffer, file: string, text: string): string {
  const iv = randomBytes(ivLength)
  const cipher = createCipheriv(cipherName, key, iv).setAAD(Buffer.from(file))
  const content = Buffer.concat([cipher.update(text), cipher.final()])
  return Buffer.concat([iv, cipher.getAuthTag(), content]).toString('base64url')
}

/** @returns null if it was not encrypted with this key for this file */
function decrypt(key: Buffer, file: string, ticket: string): string | null {
  const bytes = Buffer.from(ticket, 'base64url')
  const content = bytes.subarray(ivLength + tagLength)
  try {
    const decipher = createDecipheriv(cipherName, key, bytes.subarray(0, ivLength), {
      authTagLength: tagLength,
    })
      .setAAD(Buffer.from(file))
      .setAuthTag(bytes.subarray(ivLength, ivLength + tagLength))
    return Buffer.concat([decipher.update(content), decipher.final()]).toString()
  } catch {
    return null
  }
}

/** Normalised, as clients encode queries differently. */
function partsOf(target: string): { file: string; query: URLSearchParams; ticket: string } {
  const { pathname, searchParams: query } = new URL(target, 'http://x')
  const ticket = query.get('ticket') ?? ''
  query.delete('ticket')
  return { file: `${pathname}?${query.toString()}`, query, ticket }
}
