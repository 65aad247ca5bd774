import { createHmac } from 'node:crypto'
import { z } from 'zod'
import { plainText } from '#shared/rules/plain-text.ts'
import type { DingTalkSettings } from '#proxy/config.ts'
import { replyAs } from '#proxy/upstream/dingtalk/client/reply-as.ts'
import { laneOf, type Call, type Caller } from './client/caller.ts'
import type { WireRequest } from './client/transport.ts'
import type { CallLane } from './limits/call-lane.ts'
import { fetchToken, requireSuiteTicket, type SuiteTicketSource } from './tokens/corp-token.ts'
import type { FetchedToken } from './tokens/token-cache.ts'
import { claimOfServer } from './tokens/token-lane.ts'
import type { Clock } from '#shared/rules/time.ts'

export type SuiteCallDeps = {
  settings: DingTalkSettings
  caller: Caller
  suiteTicket: SuiteTicketSource
  tokenLane: CallLane
  epoch: Clock
}

export type SuiteKeys = { token: string; ticket: string }

export type WithSuiteKeys = <Reply>(call: (keys: SuiteKeys) => Promise<Reply>) => Promise<Reply>

const agentInfoSchema = z.object({
  agentId: z.union([z.number().int(), z.string().min(1)]).transform(String),
  adminList: z.array(z.string()).nullable().catch(null),
})

const authInfoSchema = z
  .object({
    authAppInfo: z.object({ agentList: z.array(agentInfoSchema) }).catch({ agentList: [] }),
    authCorpInfo: z
      .object({ corpName: z.string().overwrite(plainText).min(1).nullable() })
      .catch({ corpName: null }),
  })
  .transform(({ authAppInfo: { agentList }, authCorpInfo }) => {
    const [agent] = agentList
    return {
      name: authCorpInfo.corpName,
      agentId: agent?.agentId ?? null,
      admins: agent?.adminList ?? null,
    }
  })

/** 0 is disabled, 1 enabled; 2 is not enabled yet. */
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
  itemName: z.string().overwrite(plainText).nullable().catch(null),
  paidTimestamp: time,
  endTimestamp: time.nullable().catch(null),
  /** Whether it was sold inside an app. */
  inAppOrder: z.boolean().catch(false),
})

export type MarketOrder = z.output<typeof marketOrderSchema>

/**
 * `POST /v1.0/oauth2/suiteAccessToken`
 * (obtains-the-suite-acess-token-of-third-party-enterprise-applications)
 */
export async function fetchSuiteToken(deps: SuiteCallDeps): Promise<FetchedToken> {
  const { settings, caller, tokenLane } = deps
  const body = {
    suiteKey: settings.clientId,
    suiteSecret: settings.clientSecret,
    suiteTicket: await requireSuiteTicket(deps.suiteTicket),
  }
  // Counts as the server's own, so that it never waits behind calls for unknown corps.
  const shared = { lane: tokenLane, claim: claimOfServer }
  return fetchToken(caller, settings, '', '/v1.0/oauth2/suiteAccessToken', body, shared)
}

/**
 * `GET /v1.0/oauth2/apps/authInfo`
 * (obtains-the-authorization-information-after-the-enterprise-activates-the-application-1)
 */
export async function readAuthInfo(
  corpId: string,
  { token }: SuiteKeys,
  deps: SuiteCallDeps,
): Promise<z.output<typeof authInfoSchema>> {
  const query = `?authCorpId=${encodeURIComponent(corpId)}`
  const reply = await get(corpId, '/v1.0/oauth2/apps/authInfo', query, token, deps)
  return authInfoSchema.safeParse(reply).data ?? { name: null, agentId: null, admins: null }
}

/**
 * `GET /v1.0/appMarket/orders/{orderId}` (check-the-order-details-app-store), permission
 * Market.Order.Read
 */
export async function readMarketOrder(
  orderId: string,
  { token }: SuiteKeys,
  deps: SuiteCallDeps,
): Promise<MarketOrder> {
  const id = `/${encodeURIComponent(orderId)}`
  const reply = await get('', '/v1.0/appMarket/orders', id, token, deps)
  return replyAs(marketOrderSchema, reply, 'an order')
}

/**
 * `POST /service/get_agent` on the old host, signed
 * (the-signature-calculation-method-of-the-third-party-access-interface). Null if the app is
 * neither enabled nor disabled.
 */
export async function readIsEnabled(
  corpId: string,
  agentId: string,
  { token, ticket }: SuiteKeys,
  { settings, caller, epoch }: SuiteCallDeps,
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

/** @param rest end of the path, with the query */
function get(
  corpId: string,
  api: string,
  rest: string,
  token: string,
  { settings, caller }: SuiteCallDeps,
): Promise<unknown> {
  const request: WireRequest = {
    method: 'GET',
    baseUrl: settings.apiUrl,
    path: api + rest,
    headers: { 'x-acs-dingtalk-access-token': token },
  }
  return caller.call(read(corpId, api, request, [token]), caller.budget())
}

function read(
  corpId: string,
  path: string,
  request: WireRequest,
  secrets: readonly string[],
): Call {
  return { lane: laneOf(corpId, path), isRepeatable: true, request, secrets }
}
