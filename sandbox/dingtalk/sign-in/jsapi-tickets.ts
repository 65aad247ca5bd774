import { randomBytes } from 'node:crypto'
import type { JsapiTickets } from '#sandbox/state/tokens.ts'

const validMs = 2 * 3_600_000
const maxLifetimeMs = 24 * 3_600_000

/**
 * Keeps tickets in memory. Each request renews a valid ticket to two hours from now, but never
 * beyond 24 hours after the ticket was made.
 */
export function createJsapiTickets(now: () => number): JsapiTickets {
  const tickets = new Map<string, { value: string; madeAt: number; expiresAt: number }>()
  return {
    issueOrRenew(holder) {
      const key = `${holder.clientId} ${holder.corpId}`
      // Read once: a second reading, a millisecond later, would round a full ticket down to 7199 s.
      const askedAt = now()
      let ticket = tickets.get(key)
      if (!ticket || ticket.expiresAt <= askedAt) {
        ticket = { value: randomBytes(32).toString('base64url'), madeAt: askedAt, expiresAt: 0 }
        tickets.set(key, ticket)
      }
      ticket.expiresAt = Math.min(askedAt + validMs, ticket.madeAt + maxLifetimeMs)
      return { value: ticket.value, seconds: Math.floor((ticket.expiresAt - askedAt) / 1000) }
    },
  }
}
