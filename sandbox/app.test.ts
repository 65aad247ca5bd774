import { beforeEach, describe, expect, it } from 'vitest'
import {
  internalApp,
  sandboxCorpId,
  secondCorpId,
  strangerCorpId,
  thirdPartyApp,
} from './credentials.ts'
import type { SandboxClient } from './testing/sandbox-client.ts'
import { createSandboxClient, textOf } from './testing/sandbox-client.ts'

let time: number
let call: SandboxClient['call']
let internalToken: SandboxClient['internalToken']
let corpToken: SandboxClient['corpToken']

beforeEach(() => {
  time = Date.UTC(2026, 0, 5, 8)
  ;({ call, internalToken, corpToken } = createSandboxClient({ now: () => time }))
})

const { suiteKey, suiteSecret, suiteTicket } = thirdPartyApp
const suite = { suiteKey, suiteSecret, suiteTicket }

async function suiteToken(): Promise<string> {
  return textOf(await call('POST', '/v1.0/oauth2/suiteAccessToken', suite), 'accessToken')
}

async function authCode(userId: string): Promise<string> {
  return textOf(await call('POST', '/_sandbox/auth-codes', { userId }), 'code')
}

describe('tokens', () => {
  it('lets a token expire after two hours and renews it before', async () => {
    const token = await internalToken()
    time += 7_100_000
    expect(await internalToken()).toBe(token)
    time += 7_100_000
    const ticket = await call('POST', '/v1.0/oauth2/jsapiTickets', undefined, token)
    expect(ticket.status).toBe(200)
    time += 200_000
    expect(await call('POST', '/v1.0/oauth2/jsapiTickets', undefined, token)).toMatchObject({
      status: 400,
      body: { code: 'InvalidAuthentication' },
    })
    expect(await internalToken()).not.toBe(token)
  })

  it.each([
    ['accessToken', { appKey: internalApp.clientId, appSecret: 'x' }, 'invalidClientIdOrSecret'],
    [
      'accessToken',
      { appKey: suite.suiteKey, appSecret: suite.suiteSecret },
      'invalidClientIdOrSecret',
    ],
    ['accessToken', { appKey: internalApp.clientId }, 'MissingappSecret'],
    ['accessToken', '{"appKey": ', 'InvalidParameter'],
    ['accessToken', undefined, 'Missingbody'],
    ['corpAccessToken', { ...suite, suiteKey: 'x', authCorpId: sandboxCorpId }, 'invalidSuiteKey'],
    [
      'corpAccessToken',
      { ...suite, suiteTicket: 'old', authCorpId: sandboxCorpId },
      'invalidSuiteTicket',
    ],
    ['corpAccessToken', { ...suite, authCorpId: strangerCorpId }, 'invalidAuthInfo'],
    ['suiteAccessToken', { ...suite, suiteTicket: 'old' }, 'invalidSuiteTicket'],
  ])('refuses %s for %j', async (path, body, code) => {
    expect(await call('POST', `/v1.0/oauth2/${path}`, body)).toMatchObject({
      status: 400,
      body: { code },
    })
  })

  it('gives the unified form in snake case, to apps that the organisation has installed', async () => {
    const body = {
      client_id: suite.suiteKey,
      client_secret: suite.suiteSecret,
      grant_type: 'client_credentials',
    }
    expect(await call('POST', `/v1.0/oauth2/${sandboxCorpId}/token`, body)).toMatchObject({
      status: 200,
      body: { access_token: expect.any(String), expires_in: 7200 },
    })
    expect(await call('POST', `/v1.0/oauth2/${strangerCorpId}/token`, body)).toMatchObject({
      status: 401,
      body: { code: 'unauthorized.client' },
    })
    expect(await call('POST', '/v1.0/oauth2/dingnowhere/token', body)).toMatchObject({
      status: 500,
      body: { code: 'unknownError' },
    })
  })

  it('tells a suite its agent id in an organisation', async () => {
    const path = `/v1.0/oauth2/apps/authInfo?authCorpId=`
    const token = await suiteToken()
    expect(await call('GET', path + sandboxCorpId, undefined, token)).toMatchObject({
      body: {
        authAppInfo: {
          agentList: [{ agentId: Number(thirdPartyApp.agentIds[sandboxCorpId]) }],
        },
        authCorpInfo: { corpName: '杭州星河科技有限公司' },
      },
    })
    expect(await call('GET', path + strangerCorpId, undefined, token)).toMatchObject({
      status: 400,
      body: { code: 'orgNotAuthApp' },
    })
  })

  it('refuses a suite token for calls that need an organisation', async () => {
    const path = '/v2.0/esign/flowTasks/PRO-SANDBOX-SIGNING'
    expect(await call('GET', path, undefined, await suiteToken())).toMatchObject({
      status: 400,
      body: { code: 'InvalidAuthentication' },
    })
  })

  it('requires the token in its header', async () => {
    const path = `/v2.0/esign/flowTasks/PRO-SANDBOX-SIGNING?access_token=${await internalToken()}`
    expect(await call('GET', path)).toMatchObject({
      status: 400,
      body: { code: 'AuthenticationFailed.MissingParameter' },
    })
  })
})

describe('auth codes', () => {
  async function userInfo(code: string) {
    const token = await internalToken()
    return call('POST', `/topapi/v2/user/getuserinfo?access_token=${token}`, { code })
  }

  it('identify a person, once', async () => {
    const code = await authCode('wangwu')
    expect(await userInfo(code)).toMatchObject({
      status: 200,
      body: { errcode: 0, result: { userid: 'wangwu', name: '王五', sys: true, sys_level: 1 } },
    })
    expect(await userInfo(code)).toMatchObject({ status: 200, body: { errcode: 40078 } })
  })

  it('are unknown in another organisation, and not used up by it', async () => {
    const code = await authCode('zhangsan')
    const token = await corpToken(secondCorpId)
    expect(
      await call('POST', `/topapi/v2/user/getuserinfo?access_token=${token}`, { code }),
    ).toMatchObject({ body: { errcode: 40078 } })
    expect(await userInfo(code)).toMatchObject({ body: { result: { name: '张三' } } })
  })

  it('expire after five minutes', async () => {
    const code = await authCode('lisi')
    time += 5 * 60_000
    expect(await userInfo(code)).toMatchObject({ body: { errcode: 40078 } })
  })

  it('are refused when missing', async () => {
    expect(await userInfo('')).toMatchObject({ body: { errcode: 41026 } })
  })

  it('are not given for unknown people', async () => {
    const answer = await call('POST', '/_sandbox/auth-codes', { userId: 'nobody' })
    expect(answer.status).toBe(404)
  })
})

describe('the old host', () => {
  it('wraps gateway errors as 88 with the code as text', async () => {
    expect(await call('POST', '/topapi/v2/user/get?access_token=x', {})).toMatchObject({
      status: 200,
      body: { errcode: 88, sub_code: '40014' },
    })
    expect(await call('POST', '/topapi/v2/user/get', {})).toMatchObject({
      body: { errcode: 88, sub_code: '40000' },
    })
  })

  it('answers 22 to an unknown call, even with a bad token', async () => {
    expect(await call('POST', '/topapi/v2/user/notexist', {})).toMatchObject({
      status: 200,
      body: { errcode: 22 },
    })
  })

  it('accepts the token of the new host', async () => {
    const { clientId, clientSecret } = internalApp
    const old = await call('GET', `/gettoken?appkey=${clientId}&appsecret=${clientSecret}`)
    expect(textOf(old, 'access_token')).toBe(await internalToken())
    expect(await call('GET', '/gettoken?appkey=x&appsecret=y')).toMatchObject({
      status: 200,
      body: { errcode: 40096 },
    })
  })

  it('finds people by user id and union id', async () => {
    const token = await internalToken()
    expect(
      await call('POST', `/topapi/v2/user/get?access_token=${token}`, { userid: 'zhaoliu' }),
    ).toMatchObject({ body: { errcode: 0, result: { name: '赵六', admin: true } } })
    expect(
      await call('POST', `/topapi/user/getbyunionid?access_token=${token}`, {
        unionid: 'sandbox-union-lisi',
      }),
    ).toMatchObject({ body: { result: { userid: 'lisi', contact_type: 0 } } })
    expect(
      await call('POST', `/topapi/v2/user/get?access_token=${token}`, { userid: 'nobody' }),
    ).toMatchObject({ body: { errcode: 60121 } })
  })
})

describe('JSAPI tickets', () => {
  it('stay the same when asked for again, for a day at most', async () => {
    const ticket = async () => {
      const token = await internalToken()
      return textOf(
        await call('POST', '/v1.0/oauth2/jsapiTickets', undefined, token),
        'jsapiTicket',
      )
    }
    const first = await ticket()
    for (let hour = 0; hour < 23; hour += 1) {
      time += 3_600_000
      expect(await ticket()).toBe(first)
    }
    time += 3_600_000
    expect(await ticket()).not.toBe(first)
  })
})

describe('paths', () => {
  it('answers 404 to an unknown versioned path, and HTTP 200 with code 404 to other paths', async () => {
    expect(await call('GET', '/v1.0/nothing')).toMatchObject({
      status: 404,
      body: { code: 'InvalidAction.NotFound' },
    })
    expect(await call('POST', '/oauth2/corpAccessToken', suite)).toMatchObject({
      status: 200,
      body: { errcode: 404 },
    })
  })
})
