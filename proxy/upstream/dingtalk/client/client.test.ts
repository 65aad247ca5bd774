import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { readConfig } from '#proxy/config.ts'
import { createLogger } from '#proxy/base/log.ts'
import type { DecideFault } from '#sandbox/state/faults.ts'
import {
  answering,
  flowReplyV2,
  oldRefusal,
  refusal,
  userReply,
} from '#proxy/testing/sample-replies.ts'
import { startUpstream, type Upstream } from '#proxy/testing/upstream.ts'
import type { DingTalkClient } from './client.ts'
import { createDingTalk } from '#proxy/upstream/dingtalk/dingtalk.ts'
import { exchangeAuthCode, readIsAdmin } from '#proxy/upstream/dingtalk/user-info.ts'
import { createTransport, type Transport } from './transport.ts'

let upstream: Upstream
let transport: Transport
let tokensGiven: number

/** Issues token-1, token-2, … */
const numberedTokens: DecideFault = () => ({
  body: { accessToken: `token-${++tokensGiven}`, expireIn: 7200 },
})

beforeEach(async () => {
  tokensGiven = 0
  upstream = await startUpstream(behindGateway())
  transport = createTransport()
})

afterEach(async () => {
  await transport.close()
  await upstream.close()
})

function connect(env: Record<string, string> = {}, suiteTicket = () => 'ticket' as string | null) {
  const { appKind, dingtalk: settings } = readConfig({
    DINGTALK_CLIENT_ID: 'dingclient',
    DINGTALK_CLIENT_SECRET: 'secret',
    DINGTALK_CORP_ID: 'dingcorp',
    DINGTALK_API_URL: `${upstream.url}/api`,
    DINGTALK_OAPI_URL: `${upstream.url}/old`,
    SESSION_SECRET: 'x'.repeat(32),
    ...env,
  })
  if (settings === null) throw new Error('not live')
  const log = createLogger('silent')
  return createDingTalk({ appKind, settings, transport, suiteTicket, log, now: Date.now }).client
}

const thirdParty = { DINGTALK_APP_KIND: 'third-party' }

function getFlow(client: DingTalkClient, corpId = 'dingcorp'): Promise<unknown> {
  return client.callApi(corpId, {
    method: 'GET',
    api: '/v2.0/esign/flowTasks/{taskId}',
    path: '/v2.0/esign/flowTasks/PRO-1',
  })
}

function getUser(client: DingTalkClient): Promise<unknown> {
  return client.callOapi('dingcorp', { path: '/topapi/v2/user/getuserinfo', body: { code: 'c' } })
}

describe('the token of a call', () => {
  it("is fetched with an internal app's credentials, and used for both hosts", async () => {
    const client = connect()
    await getFlow(client)
    expect(await getUser(client)).toEqual(userReply)
    expect(upstream.received).toMatchObject([
      {
        method: 'POST',
        path: '/api/v1.0/oauth2/accessToken',
        token: undefined,
        body: { appKey: 'dingclient', appSecret: 'secret' },
      },
      { method: 'GET', path: '/api/v2.0/esign/flowTasks/PRO-1', token: 'token-1' },
      {
        method: 'POST',
        path: '/old/topapi/v2/user/getuserinfo?access_token=token-1',
        body: { code: 'c' },
      },
    ])
  })

  it('is fetched per corp for a third-party app, with the current suite ticket', async () => {
    let ticket = 'first'
    const client = connect(thirdParty, () => ticket)
    await getFlow(client, 'corp-a')
    ticket = 'second'
    await getFlow(client, 'corp-b')
    await getFlow(client, 'corp-a')
    const fetches = upstream.received.filter(
      ({ path }) => path === '/api/v1.0/oauth2/corpAccessToken',
    )
    expect(fetches.map(({ body }) => body)).toEqual([
      credentials('corp-a', 'first'),
      credentials('corp-b', 'second'),
    ])
    expect(upstream.received.map(({ token }) => token)).toEqual([
      undefined,
      'token-1',
      undefined,
      'token-2',
      'token-1',
    ])
  })

  it('cannot be fetched without a suite ticket', async () => {
    await expect(getFlow(connect(thirdParty, () => null))).rejects.toMatchObject({
      code: 'upstream-credentials',
      message: expect.stringContaining('DINGTALK_SUITE_TICKET'),
    })
    expect(upstream.received).toEqual([])
  })

  it('is fetched once for simultaneous calls', async () => {
    const client = connect()
    await Promise.all(Array.from({ length: 30 }, () => getFlow(client)))
    expect(upstream.count('/api/v1.0/oauth2/accessToken')).toBe(1)
  })

  it('has a default lifetime when the reply has none', async () => {
    upstream.fault = () => ({ body: { accessToken: 'token', expireIn: null } })
    const client = connect()
    await getFlow(client)
    await getFlow(client)
    expect(upstream.count('/api/v1.0/oauth2/accessToken')).toBe(1)
  })

  it('must be in the reply', async () => {
    upstream.fault = () => ({ body: { expireIn: 7200 } })
    await expect(getFlow(connect())).rejects.toMatchObject({ code: 'upstream-unavailable' })
  })
})

describe('an invalid token', () => {
  /** Rejects token-1; later tokens are valid. */
  const refuseFirst: DecideFault = (call) =>
    call.token === 'token-1' ? refusal('InvalidAuthentication') : { body: { flowStatus: 1 } }

  it('is replaced, and the call is repeated once', async () => {
    upstream.fault = behindGateway({ flow: refuseFirst })
    expect(await getFlow(connect())).toEqual({ flowStatus: 1 })
    expect(upstream.received.map(({ token }) => token)).toEqual([
      undefined,
      'token-1',
      undefined,
      'token-2',
    ])
  })

  it.each(['40014', '42001', '40001'])('is recognised on the old host by %s', async (subCode) => {
    const user: DecideFault = (call) =>
      call.token === 'token-1' ? oldRefusal(subCode) : { body: userReply }
    upstream.fault = behindGateway({ user })
    expect(await getUser(connect())).toEqual(userReply)
    upstream.fault = behindGateway({
      user: ({ token }) =>
        token === 'token-3' ? { body: { errcode: Number(subCode) } } : { body: userReply },
    })
    expect(await getUser(connect())).toEqual(userReply)
  })

  it('causes one fetch for all calls that meet it', async () => {
    upstream.fault = behindGateway({ flow: refuseFirst })
    const client = connect()
    await Promise.all(Array.from({ length: 20 }, () => getFlow(client)))
    expect(upstream.count('/api/v1.0/oauth2/accessToken')).toBe(2)
  })

  it('counts as bad credentials when a new token is refused too', async () => {
    const flow = () => refusal('InvalidAuthentication')
    upstream.fault = behindGateway({ flow })
    await expect(getFlow(connect())).rejects.toMatchObject({ code: 'upstream-credentials' })
    expect(upstream.count('/api/v2.0/esign/flowTasks/PRO-1')).toBe(2)
  })
})

describe('a code of a refusal', () => {
  it.each(['1', '2', '6', '12', '21', '60'])(
    'is read whole about the user id %s',
    async (userId) => {
      upstream.fault = behindGateway({ user: () => oldRefusal('60121') })
      const asked = readIsAdmin(connect(), 'dingcorp', userId)
      await expect(asked).rejects.toMatchObject({ code: 'person-not-found' })
    },
  )

  it('is read whole about an auth code that stands in it, which no message repeats', async () => {
    const user: DecideFault = () => oldRefusal('40078', 'no code 4007')
    upstream.fault = behindGateway({ user })
    await expect(exchangeAuthCode(connect(), 'dingcorp', '4007')).rejects.toMatchObject({
      code: 'auth-code-invalid',
      cause: { message: 'no code [secret]' },
    })
  })

  it('is kept out of messages where it is the token', async () => {
    const flow: DecideFault = ({ token }) => refusal(`no.${token}`)
    upstream.fault = behindGateway({ flow })
    await expect(getFlow(connect())).rejects.toMatchObject({ upstreamCode: 'no.[secret]' })
  })
})

function credentials(authCorpId: string, suiteTicket: string) {
  return { suiteKey: 'dingclient', suiteSecret: 'secret', authCorpId, suiteTicket }
}

/** DingTalk behind a gateway with the path prefixes `/api` and `/old`. */
function behindGateway(answers: Parameters<typeof answering>[0] = {}): DecideFault {
  const decide = answering({
    token: numberedTokens,
    user: () => ({ body: userReply }),
    flow: () => ({ body: flowReplyV2 }),
    ...answers,
  })
  return (call) => decide({ ...call, path: call.path.replace(/^\/(api|old)/, '') })
}
