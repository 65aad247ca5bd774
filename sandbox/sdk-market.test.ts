import * as market from '@alicloud/dingtalk/dist/app_market_1_0/client.js'
import * as oauth2 from '@alicloud/dingtalk/dist/oauth2_1_0/client.js'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { z } from 'zod'
import { sandboxCorpId, thirdPartyApp } from './credentials.ts'
import type { SdkHarness } from './testing/sdk-harness.ts'
import { startSdkHarness } from './testing/sdk-harness.ts'

const { suiteKey, suiteSecret, suiteTicket } = thirdPartyApp

let sdk: SdkHarness
let token: string

beforeAll(async () => {
  sdk = await startSdkHarness()
  const request = new oauth2.GetSuiteAccessTokenRequest({ suiteKey, suiteSecret, suiteTicket })
  const { body } = await new oauth2.default(sdk.config).getSuiteAccessToken(request)
  token = body?.accessToken ?? ''
})
afterAll(() => sdk.close())

const eventsSchema = z.object({
  events: z.array(z.object({ eventType: z.string(), data: z.looseObject({}) })),
})

/** The order of the latest purchase, according to its event. */
async function orderId(): Promise<string> {
  const { events } = eventsSchema.parse(await (await sdk.control('GET', '/events')).json())
  const order = events.findLast(({ eventType }) => eventType === 'market_order')?.data
  return z.string().parse(order?.['orderId'])
}

function query(id: string, xAcsDingtalkAccessToken: string) {
  const headers = new market.QueryMarketOrderHeaders({ xAcsDingtalkAccessToken })
  const client = new market.default(sdk.config)
  return client.queryMarketOrderWithOptions(id, headers, { toMap: () => ({}) })
}

it('an order of the app market is told to the official SDK', async () => {
  await sdk.control('POST', `/corps/${sandboxCorpId}/life`, {
    what: 'buy',
    until: 1_900_000_000_000,
  })
  const { body } = await query(await orderId(), token)
  expect(JSON.parse(JSON.stringify(body))).toEqual(sdk.lastAnswer())
  expect(body).toMatchObject({
    corpId: sandboxCorpId,
    bizOrderId: expect.any(Number),
    status: 3,
    endTimestamp: 1_900_000_000_000,
  })
})

it('an order is refused with the token of an organisation, or when it does not exist', async () => {
  await expect(query('1', token)).rejects.toMatchObject({ code: 'order.not.exist' })
  await expect(query('1', sdk.tokens.thirdParty)).rejects.toMatchObject({
    code: 'InvalidAuthentication',
  })
})
