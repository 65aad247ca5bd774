import * as contact from '@alicloud/dingtalk/dist/contact_1_0/client.js'
import * as oauth2 from '@alicloud/dingtalk/dist/oauth2_1_0/client.js'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { internalApp, sandboxCorpId, strangerCorpId, thirdPartyApp } from './credentials.ts'
import type { SdkHarness } from './testing/sdk-harness.ts'
import { startSdkHarness } from './testing/sdk-harness.ts'
import { invoke } from './testing/sdk-invoke.ts'

const { suiteKey, suiteSecret, suiteTicket } = thirdPartyApp
const suite = { suiteKey, suiteSecret, suiteTicket }
const { clientId: appKey, clientSecret: appSecret } = internalApp
const options = { toMap: () => ({}) }

let sdk: SdkHarness
let client: oauth2.default

beforeAll(async () => {
  sdk = await startSdkHarness()
  client = new oauth2.default(sdk.config)
})
afterAll(() => sdk.close())

async function suiteToken(): Promise<string> {
  const request = new oauth2.GetSuiteAccessTokenRequest(suite)
  const { body } = await client.getSuiteAccessToken(request)
  return body?.accessToken ?? ''
}

function authInfo(authCorpId: string, xAcsDingtalkAccessToken: string) {
  return client.getAuthInfoWithOptions(
    new oauth2.GetAuthInfoRequest({ authCorpId }),
    new oauth2.GetAuthInfoHeaders({ xAcsDingtalkAccessToken }),
    options,
  )
}

describe('the token calls, by the official SDK', () => {
  it('give an internal app the same token again', async () => {
    const request = new oauth2.GetAccessTokenRequest({ appKey, appSecret })
    const { body } = await client.getAccessToken(request)
    expect(body).toMatchObject({ accessToken: sdk.tokens.internal, expireIn: 7200 })
  })

  it('give a third-party app a new one each time, and keep the old ones valid', async () => {
    const request = new oauth2.GetCorpAccessTokenRequest({ ...suite, authCorpId: sandboxCorpId })
    const { body } = await client.getCorpAccessToken(request)
    expect(body?.accessToken).not.toBe(sdk.tokens.thirdParty)
    const read = { request: { taskId: 'PRO-SANDBOX-SIGNING' } }
    await expect(invoke(sdk, '1.0', 'getFlowDetail', read)).resolves.toBeDefined()
  })

  it('give the unified form', async () => {
    const request = { clientId: appKey, clientSecret: appSecret, grantType: 'client_credentials' }
    const { body } = await client.getToken(sandboxCorpId, new oauth2.GetTokenRequest(request))
    expect(body).toMatchObject({ accessToken: sdk.tokens.internal, expiresIn: 7200 })
  })

  it('tell a suite its authorisation', async () => {
    const { body } = await authInfo(sandboxCorpId, await suiteToken())
    expect(body?.authCorpInfo?.corpName).toBe('杭州星河科技有限公司')
    expect(body?.authAppInfo?.agentList?.[0]?.agentId).toBe(
      Number(thirdPartyApp.agentIds[sandboxCorpId]),
    )
    await expect(authInfo(strangerCorpId, await suiteToken())).rejects.toMatchObject({
      code: 'orgNotAuthApp',
    })
  })

  it('give JSAPI tickets', async () => {
    const headers = new oauth2.CreateJsapiTicketHeaders({
      xAcsDingtalkAccessToken: sdk.tokens.internal,
    })
    const { body } = await client.createJsapiTicketWithOptions(headers, options)
    expect(body).toMatchObject({ jsapiTicket: expect.any(String), expireIn: 7200 })
  })

  it('refuse bad credentials', async () => {
    const request = new oauth2.GetAccessTokenRequest({ appKey, appSecret: 'wrong' })
    await expect(client.getAccessToken(request)).rejects.toMatchObject({
      code: 'invalidClientIdOrSecret',
      data: { statusCode: 400, requestid: expect.any(String) },
    })
  })
})

describe('a flow, by the official SDK', () => {
  const title = '办公设备采购合同'

  it('has a bare body in 2.0 and a wrapped one in 1.0', async () => {
    const bare = await invoke(sdk, '2.0', 'getFlowDetail', { id: 'PRO-SANDBOX-SIGNING' })
    expect(bare).toMatchObject({
      businessScene: title,
      flowStatus: 1,
      initiatorName: '张三',
      initiatorAuthorizedName: '杭州星河科技有限公司',
    })
    const request = { taskId: 'PRO-SANDBOX-SIGNING' }
    const wrapped = await invoke(sdk, '1.0', 'getFlowDetail', { request })
    expect(wrapped).toMatchObject({ code: 0, data: { businessSense: title, flowStatus: 1 } })
  })

  it('names the missing permission', async () => {
    const input = { request: { taskId: 'PRO-SANDBOX-SIGNING' }, token: sdk.tokens.internal }
    await expect(invoke(sdk, '1.0', 'getFlowDetail', input)).rejects.toMatchObject({
      code: 'Forbidden.AccessDenied.AccessTokenPermissionDenied',
      accessDeniedDetail: { requiredScopes: ['Esign.Common.ReadWrite'] },
    })
  })
})

describe('the sign-in of a browser, by the official SDK', () => {
  /** Chooses 张三 on DingTalk's page. */
  async function codeOfPage(): Promise<string> {
    const query = new URLSearchParams({
      redirect_uri: 'https://app.example/back',
      response_type: 'code',
      client_id: appKey,
      scope: 'openid corpid',
      prompt: 'consent',
      state: 'kept',
    })
    const answer = await fetch(`${sdk.url}/oauth2/auth?${query.toString()}`, {
      method: 'POST',
      body: new URLSearchParams({ person: `${sandboxCorpId} sandbox-union-zhangsan` }),
      redirect: 'manual',
    })
    const { searchParams } = new URL(answer.headers.get('location') ?? '')
    expect(searchParams.get('state')).toBe('kept')
    expect(searchParams.get('code')).toBe(searchParams.get('authCode'))
    return searchParams.get('authCode') ?? ''
  }

  const userToken = (code: string, clientSecret: string = appSecret) =>
    client.getUserToken(
      new oauth2.GetUserTokenRequest({
        clientId: appKey,
        clientSecret,
        code,
        grantType: 'authorization_code',
      }),
    )

  it('gives a token once, by which the person tells who they are', async () => {
    const code = await codeOfPage()
    const { body } = await userToken(code)
    expect(body).toMatchObject({ expireIn: 7200, corpId: sandboxCorpId })
    const people = new contact.default(sdk.config)
    const me = await people.getUserWithOptions(
      'me',
      new contact.GetUserHeaders({ xAcsDingtalkAccessToken: body?.accessToken ?? '' }),
      options,
    )
    expect(me.body).toMatchObject({ nick: '张三', unionId: 'sandbox-union-zhangsan' })
    await expect(userToken(code)).rejects.toMatchObject({ code: '40078' })
  })

  it('takes no code of a client, no wrong secret and no token of an app', async () => {
    await expect(userToken('a-code-of-a-client')).rejects.toMatchObject({ code: '40078' })
    await expect(userToken(await codeOfPage(), 'wrong')).rejects.toMatchObject({
      code: 'invalidClientIdOrSecret',
    })
    const people = new contact.default(sdk.config)
    const asApp = new contact.GetUserHeaders({ xAcsDingtalkAccessToken: sdk.tokens.internal })
    await expect(people.getUserWithOptions('me', asApp, options)).rejects.toMatchObject({
      code: 'InvalidAuthentication',
    })
  })

  it.each([
    ['client_id', 'unknown'],
    ['redirect_uri', 'back'],
    ['response_type', 'token'],
    ['scope', 'corpid'],
    ['prompt', 'none'],
  ])('is refused on the page with another %s', async (name, value) => {
    const query = new URLSearchParams({
      redirect_uri: 'https://app.example/back',
      response_type: 'code',
      client_id: appKey,
      scope: 'openid',
      prompt: 'consent',
      [name]: value,
    })
    const answer = await fetch(`${sdk.url}/oauth2/auth?${query.toString()}`)
    expect(await answer.text()).toContain(name)
  })
})
