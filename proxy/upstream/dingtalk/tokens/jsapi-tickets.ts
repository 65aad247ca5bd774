import type { MonotonicClock } from '#shared/rules/time.ts'
import { z } from 'zod'
import type { RenewedCorps } from './suite-corps.ts'
import type { Logger } from '#proxy/base/log.ts'
import { replyAs } from '#proxy/upstream/dingtalk/client/reply-as.ts'
import type { DingTalkClient } from '#proxy/upstream/dingtalk/client/client.ts'
import { lifetime, TokenCache } from './token-cache.ts'

/** Tickets for the signature of `dd.config`, one for each corp. */
export type JsapiTickets = {
  /** @throws ProblemError */
  of(corpId: string): Promise<string>
}

const ticketSchema = z.object({
  jsapiTicket: z.string().min(1),
  expireIn: lifetime,
})

/**
 * `POST /v1.0/oauth2/jsapiTickets` (create-a-jsapi-ticket). Asking again renews the ticket and is
 * safe.
 */
export function createJsapiTickets(
  client: Pick<DingTalkClient, 'callApi'>,
  corps: RenewedCorps,
  log: Pick<Logger, 'warn'>,
  now: MonotonicClock,
): JsapiTickets {
  const api = '/v1.0/oauth2/jsapiTickets'
  const tickets = new TokenCache({
    async fetch(corpId) {
      const call = { method: 'POST', api, changesState: false } as const
      const reply = await client.callApi(corpId, call)
      const { jsapiTicket: value, expireIn } = replyAs(ticketSchema, reply, 'a ticket')
      return { value, lifetimeMs: expireIn * 1000 }
    },
    onRenewalFailed: (corpId, err) => log.warn({ corpId, err }, 'early ticket renewal failed'),
    now,
  })
  corps.onRenewed((corpId) => tickets.forget(corpId))
  return { of: async (corpId) => (await tickets.get(corpId)).value }
}
