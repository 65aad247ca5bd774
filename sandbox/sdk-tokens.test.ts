import * as esign1 from '@alicloud/dingtalk/dist/esign_1_0/client.js'
import * as esign2 from '@alicloud/dingtalk/dist/esign_2_0/client.js'
import * as oauth2 from '@alicloud/dingtalk/dist/oauth2_1_0/client.js'
import { Config } from '@alicloud/openapi-client'
import { RuntimeOptions } from '@alicloud/tea-util'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { internalApp, sandboxCorpId, secondCorpId, thirdPartyApp } from './credentials.ts'
import type { ListeningSandbox } from './listen.ts'
import { startSandbox } from './listen.ts'

let running: ListeningSandbox
let config: Config

beforeAll(async () => {
  running = await startSandbox()
  config = new Config({ protocol: 'http', endpoint: new URL(running.url).host })
})
afterAll(() => running.close())

async function internalToken(): Promise<string> {
  const { body } = await new oauth2.default(config).getAccessToken(
    new oauth2.GetAccessTokenRequest({
      appKey: internalApp.clientId,
      appSecret: internalApp.clientSecret,
    }),
  )
  return body?.accessToken ?? ''
}

async function corpToken(authCorpId: string): Promise<string> {
  const { body } = await new oauth2.default(config).getCorpAccessToken(
    new oauth2.GetCorpAccessTokenRequest({
      suiteKey: thirdPartyApp.suiteKey,
      suiteSecret: thirdPartyApp.suiteSecret,
      suiteTicket: thirdPartyApp.suiteTicket,
      authCorpId,
    }),
  )
  return body?.accessToken ?? ''
}

async function flowDetail2(taskId: string, token: string) {
  const headers = new esign2.GetFlowDetailHeaders({ xAcsDingtalkAccessToken: token })
  return new esign2.default(config).getFlowDetailWithOptions(
    taskId,
    headers,
    new RuntimeOptions({}),
  )
}

async function flowDetail1(taskId: string, token: string) {
  return new esign1.default(config).getFlowDetailWithOptions(
    new esign1.GetFlowDetailRequest({ taskId }),
    new esign1.GetFlowDetailHeaders({ xAcsDingtalkAccessToken: token }),
    new RuntimeOptions({}),
  )
}

it('gives an internal app the same token again and a third party a new one', async () => {
  expect(await internalToken()).toBe(await internalToken())
  expect(await corpToken(sandboxCorpId)).not.toBe(await corpToken(sandboxCorpId))
})

it('reads a flow by generation 2.0, bare', async () => {
  const { body } = await flowDetail2('PRO-SANDBOX-SIGNING', await internalToken())
  expect(body?.businessScene).toBe('办公设备采购合同')
  expect(body?.flowStatus).toBe(1)
  expect(body?.initiatorName).toBe('张三')
  expect(body?.initiatorAuthorizedName).toBe('杭州星河科技有限公司')
  expect(body?.logs?.[0]).toMatchObject({ logType: '1', operatorAccountName: '张三' })
})

it('reads the same flow by generation 1.0, wrapped', async () => {
  const { body } = await flowDetail1('PRO-SANDBOX-SIGNING', await corpToken(sandboxCorpId))
  expect(body?.code).toBe(0)
  expect(body?.data?.businessSense).toBe('办公设备采购合同')
  expect(body?.data?.flowStatus).toBe(1)
  expect(body?.data?.logs?.length).toBeGreaterThan(5)
})

it('hides flows from another organisation', async () => {
  const token = await corpToken(secondCorpId)
  await expect(flowDetail2('PRO-SANDBOX-SIGNING', token)).rejects.toMatchObject({
    code: 'flowNotExists',
    data: { statusCode: 400 },
  })
})

it('refuses a bad token, an internal app on 1.0, and an unknown flow', async () => {
  await expect(flowDetail2('PRO-SANDBOX-SIGNING', 'made-up')).rejects.toMatchObject({
    code: 'InvalidAuthentication',
    data: { statusCode: 400 },
  })
  await expect(flowDetail1('PRO-SANDBOX-SIGNING', await internalToken())).rejects.toMatchObject({
    code: 'Forbidden.AccessDenied.AccessTokenPermissionDenied',
    accessDeniedDetail: { requiredScopes: ['Esign.Common.ReadWrite'] },
  })
  await expect(flowDetail1('PRO-NOBODY', await corpToken(sandboxCorpId))).rejects.toMatchObject({
    code: 'invalidRequest.invalidAguemnts',
  })
})
