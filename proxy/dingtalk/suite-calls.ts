import { createHmac } from 'node:crypto'
import { z } from 'zod'
import type { DingTalkSettings } from '#proxy/config.ts'
import { ProblemError } from '#proxy/http/problem.ts'
import { replyAs } from '#proxy/dingtalk/client/reply-as.ts'
import { laneOf, type Call, type Caller } from './client/caller.ts'
import type { WireRequest } from './client/transport.ts'
import type { CallLane } from './limits/call-lane.ts'
import type { SuiteTicketSource } from './tokens/corp-token.ts'
import { lifetime, type FetchedToken } from './tokens/token-cache.ts'
import { claimOfServer } from './tokens/token-lane.ts'

export type SuiteCallParts = {
  settings: DingTalkSettings
  caller: Caller
  suiteTicket: SuiteTicketSource
  /** See `createTokenLane`. */
  tokenLane: CallLane
  /** The time in epoch milliseconds. */
  epoch: () => number
}

/** What proves that a third-party app itself asks. */
export type SuiteKeys = { token: string; ticket: string }

/** Makes a call with them. */
export type WithSuiteKeys = <Reply>(call: (keys: SuiteKeys) => Promise<Reply>) => Promise<Reply>

const suiteTokenSchema = z.object({
  accessToken: z.string().min(1),
  expireIn: lifetime,
})

const authInfoSchema = z.object({
  authAppInfo: z
    .object({
      agentList: z.array(
        z.object({
          agentId: z.union([z.number().int(), z.string().min(1)]),
          adminList: z.array(z.string()).optional().catch(undefined),
        }),
      ),
    })
    .optional()
    .catch(undefined),
  authCorpInfo: z
    .object({ corpName: z.string().min(1) })
    .optional()
    .catch(undefined),
})

/** 0 is switched off, 1 on; 2 is not switched on yet. */
const agentSchema = z.object({ close: z.coerce.number().int() })

const time = z.coerce.number().int().positive()

const marketOrderSchema = z.object({
  bizOrderId: z
    .union([z.int().transform(String), z.string().min(1)])
    .nullable()
    .catch(null),
  corpId: z.string(),
  /** 3 is paid; 0 is closed, 4 not paid yet. */
  status: z.coerce.number(),
  itemName: z.string().nullable().catch(null),
  paidTimestamp: time,
  endTimestamp: time.nullable().catch(null),
  /** Of something that is sold inside an app. */
  inAppOrder: z.boolean().catch(false),
})

export type MarketOrder = z.output<typeof marketOrderSchema>

/** @throws ProblemError `upstream-credentials` when none is known yet */
export async function requireSuiteTicket({
  suiteTicket,
}: Pick<SuiteCallParts, 'suiteTicket'>): Promise<string> {
  const ticket = await suiteTicket()
  if (ticket !== null) return ticket
  throw new ProblemError('upstream-credentials', 'No suite ticket is known yet.')
}

/**
 * `POST /v1.0/oauth2/suiteAccessToken`
 * (obtains-the-suite-acess-token-of-third-party-enterprise-applications).
 */
export async function fetchSuiteToken(parts: SuiteCallParts): Promise<FetchedToken> {
  const { settings, caller, tokenLane } = parts
  const ticket = await requireSuiteTicket(parts)
  const path = '/v1.0/oauth2/suiteAccessToken'
  const { clientId, clientSecret } = settings
  const body = { suiteKey: clientId, suiteSecret: clientSecret, suiteTicket: ticket }
  const request: WireRequest = { method: 'POST', baseUrl: settings.apiUrl, path, body }
  // Counts as the server's own call, so that it never waits behind those for unknown corps.
  const shared = { lane: tokenLane, claim: claimOfServer }
  const call = { ...read('', path, request, Object.values(body)), shared }
  const reply = await caller.call(call, caller.budget())
  const { accessToken: value, expireIn } = replyAs(suiteTokenSchema, reply, 'a suite token')
  return { value, lifetimeMs: expireIn * 1000 }
}

/**
 * `GET /v1.0/oauth2/apps/authInfo`
 * (obtains-the-authorization-information-after-the-enterprise-activates-the-application-1).
 */
export async function readAuthInfo(
  corpId: string,
  { token }: SuiteKeys,
  { settings, caller }: SuiteCallParts,
): Promise<z.output<typeof authInfoSchema>> {
  const path = '/v1.0/oauth2/apps/authInfo'
  const request: WireRequest = {
    method: 'GET',
    baseUrl: settings.apiUrl,
    path: `${path}?authCorpId=${encodeURIComponent(corpId)}`,
    headers: { 'x-acs-dingtalk-access-token': token },
  }
  const reply = await caller.call(read(corpId, path, request, [token]), caller.budget())
  return authInfoSchema.safeParse(reply).data ?? {}
}

/**
 * `GET /v1.0/appMarket/orders/{orderId}` (check-the-order-details-app-store), with the permission
 * Market.Order.Read.
 */
export async function readMarketOrder(
  orderId: string,
  { token }: SuiteKeys,
  { settings, caller }: SuiteCallParts,
): Promise<MarketOrder> {
  const api = '/v1.0/appMarket/orders'
  const request: WireRequest = {
    method: 'GET',
    baseUrl: settings.apiUrl,
    path: `${api}/${encodeURIComponent(orderId)}`,
    headers: { 'x-acs-dingtalk-access-token': token },
  }
  const reply = await caller.call(read('', api, request, [token]), caller.budget())
  return replyAs(marketOrderSchema, reply, 'an order')
}

/**
 * Whether the app is switched on in a corp that has authorised it: `POST /service/get_agent` on the old
 * host, signed (the-signature-calculation-method-of-the-third-party-access-interface). Null for neither.
 */
export async function readIsEnabled(
  corpId: string,
  agentId: string,
  { token, ticket }: SuiteKeys,
  { settings, caller, epoch }: SuiteCallParts,
): Promise<boolean | null> {
  const path = '/service/get_agent'
  const timestamp = String(epoch())
  const signature = createHmac('sha256', settings.clientSecret)
    .update(`${timestamp}\n${ticket}`)
    .digest('base64')
  const query = new URLSearchParams({
    suite_access_token: token,
    accessKey: settings.clientId,
    timestamp,
    suiteTicket: ticket,
    signature,
  })
  const request: WireRequest = {
    method: 'POST',
    baseUrl: settings.oapiUrl,
    path: `${path}?${query.toString()}`,
    body: { suite_key: settings.clientId, auth_corpid: corpId, agentid: agentId },
  }
  const secrets = [token, ticket, signature]
  const reply = await caller.call(read(corpId, path, request, secrets), caller.budget())
  const close = agentSchema.safeParse(reply).data?.close
  return close === 0 || close === 1 ? close === 1 : null
}

function read(
  corpId: string,
  path: string,
  request: WireRequest,
  secrets: readonly string[],
): Call {
  return { lane: laneOf(corpId, path), isRepeatable: true, request, secrets }
}
