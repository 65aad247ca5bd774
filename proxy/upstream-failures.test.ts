import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { beginHoursApart } from './testing/hours-apart.ts'
import type { FaultAnswer } from '#sandbox/state/faults.ts'
import { answering, flowReplyV2, oldRefusal, refusal, silence } from './testing/sample-replies.ts'
import { startTestProxy, type TestProxy } from './testing/test-proxy.ts'
import { startUpstream, type Upstream } from './testing/upstream.ts'

/** How upstream's failures reach the page, over real HTTP. */

let upstream: Upstream
let proxy: TestProxy

/** Long enough for a busy machine, and without retries. */
const limits = { connect: 8_000, deadline: 8_000, call: 8_000, attempts: 1, replyBytes: 100_000 }

beforeAll(async () => {
  upstream = await startUpstream()
  proxy = await startTestProxy(upstream.url, {}, { limits })
  await upstream.signIn(proxy, 'lisi')
})

afterAll(async () => {
  await proxy.close()
  await upstream.close()
})

beginHoursApart()

beforeEach(() => {
  upstream.received.length = 0
})

async function askFlow(flow: () => FaultAnswer): Promise<Response> {
  upstream.fault = answering({ flow })
  return proxy.ask('/api/flows/PRO-1')
}

/** Seconds until the month's end. */
const monthEnd = expect.toSatisfy((seconds) => seconds > 0 && seconds <= 31 * 24 * 3600)

const denied = 'Forbidden.AccessDenied'

const cutOff = { body: flowReplyV2, isCutOff: true }

const refusals: [string, FaultAnswer, number, Record<string, unknown>][] = [
  ['unknown flow', refusal('flowNotExists'), 404, { code: 'flow-not-found' }],
  ['rejected task id', refusal('requestParamError'), 404, { code: 'flow-not-found' }],
  ['fault while looking up', refusal('getFlowInfoError'), 502, { code: 'upstream-rejected' }],
  ['fault while reading', refusal('queryFlowDetailError'), 502, { code: 'upstream-rejected' }],
  [
    'limit per second',
    refusal(`${denied}.QpsLimitForAppkeyAndApi`, {}, 403),
    503,
    { code: 'upstream-throttled', retryAfter: 1 },
  ],
  [
    'limit per minute',
    refusal(`${denied}.QpmLimitForSuitekeyAndOrgAndApi`, {}, 403),
    503,
    { code: 'upstream-throttled', retryAfter: 60 },
  ],
  ['busy', refusal('system.busy', {}, 429), 503, { code: 'upstream-throttled', retryAfter: 1 }],
  [
    'throttled without a code',
    { status: 429, body: {} },
    503,
    { code: 'upstream-throttled', retryAfter: 1 },
  ],
  [
    'throttled by a page',
    { status: 429, body: '<html>slow down' },
    503,
    { code: 'upstream-throttled', retryAfter: 1 },
  ],
  [
    'punished address',
    { body: { status: 1111, wait: 5, source: 'x5', punish: 'deny', uuid: 'u' } },
    503,
    { code: 'upstream-throttled', retryAfter: 300 },
  ],
  [
    'punished address, as a page',
    { status: 403, body: '<html><script>var punish="x5secdata"</script></html>' },
    503,
    { code: 'upstream-throttled', retryAfter: 300 },
  ],
  [
    'spent quota',
    refusal(`${denied}.ApiCountLimitForOrg`, {}, 403),
    503,
    { code: 'upstream-quota', retryAfter: monthEnd },
  ],
  [
    'missing permission',
    refusal(
      `${denied}.AccessTokenPermissionDenied`,
      { accessdenieddetail: { requiredScopes: ['Esign.Flow.Read'] } },
      403,
    ),
    502,
    { code: 'upstream-permission', requiredScopes: ['Esign.Flow.Read'] },
  ],
  [
    'missing permission, in other spelling',
    {
      status: 403,
      body: {
        Code: `${denied}.AccessTokenPermissionDenied`,
        Message: 'denied',
        RequestId: 'r',
        AccessDeniedDetail: { requiredScopes: ['Esign.Flow.Read'] },
      },
    },
    502,
    { code: 'upstream-permission', requiredScopes: ['Esign.Flow.Read'] },
  ],
  [
    'missing permission that is not named',
    refusal(`${denied}.AccessTokenPermissionDenied`, {}, 403),
    502,
    { code: 'upstream-permission', requiredScopes: ['Esign.Common.ReadWrite'] },
  ],
  [
    'address not listed',
    refusal(`${denied}.IpNotInWhiteList`, {}, 403),
    502,
    { code: 'upstream-ip-not-listed' },
  ],
  ['server fault', refusal('systemError', {}, 500), 502, { code: 'upstream-unavailable' }],
  ['unknown refusal', refusal('somethingNew'), 502, { code: 'upstream-rejected' }],
  [
    'old form at HTTP 200',
    { body: { errcode: 404, errmsg: 'no such api' } },
    502,
    { code: 'upstream-rejected' },
  ],
  ['missing path', { status: 404, body: {} }, 502, { code: 'upstream-unavailable' }],
  ['page of a gateway', { status: 502, body: '<html>502' }, 502, { code: 'upstream-unavailable' }],
  ['page in place of JSON', { body: '<html>hello' }, 502, { code: 'upstream-unavailable' }],
  ['empty reply', { body: '' }, 502, { code: 'upstream-unavailable' }],
  ['null', { body: 'null' }, 502, { code: 'upstream-unavailable' }],
  ['list', { body: [] }, 502, { code: 'upstream-unavailable' }],
  ['truncated reply', cutOff, 502, { code: 'upstream-unavailable' }],
  ['huge reply', { body: { x: 'x'.repeat(100_001) } }, 502, { code: 'upstream-unavailable' }],
  [
    'redirect',
    { status: 302, body: {}, headers: { location: 'http://127.0.0.1:1/' } },
    502,
    { code: 'upstream-unavailable' },
  ],
]

describe('a flow that cannot be read', () => {
  it.each(refusals)('tells the page why: %s', async (_name, answer, status, problem) => {
    const response = await askFlow(() => answer)
    expect(response.status).toBe(status)
    expect(await response.json()).toMatchObject({ status, ...problem })
    expect(upstream.count('/v2.0/esign/flowTasks/PRO-1')).toBe(1)
    const { retryAfter } = problem
    const header = response.headers.get('retry-after')
    expect(header === null ? undefined : Number(header)).toEqual(retryAfter)
  })

  it('times out when upstream is silent', async () => {
    const impatient = await startTestProxy(
      upstream.url,
      {},
      { limits: { ...limits, deadline: 1_000 } },
    )
    await vi.waitFor(() => upstream.signIn(impatient, 'lisi'))
    upstream.fault = answering({ flow: () => silence })
    const response = await impatient.ask('/api/flows/PRO-1')
    expect(response.status).toBe(504)
    expect(await response.json()).toMatchObject({ status: 504, code: 'upstream-timeout' })
    expect(response.headers.has('retry-after')).toBe(false)
    expect(upstream.count('/v2.0/esign/flowTasks/PRO-1')).toBe(1)
    await impatient.close()
  })

  it('says so when upstream cannot be reached', async () => {
    const closing = await startUpstream()
    const alone = await startTestProxy(closing.url, {}, { limits })
    await closing.signIn(alone, 'lisi')
    await closing.close()
    const response = await alone.ask('/api/flows/PRO-1')
    expect(response.status).toBe(502)
    expect(await response.json()).toMatchObject({ code: 'upstream-unavailable' })
    await alone.close()
  })
})

const signInRefusals: [string, FaultAnswer, number, Record<string, unknown>][] = [
  ['unknown code', oldRefusal('40078'), 401, { code: 'auth-code-invalid' }],
  [
    'unknown code outside the gateway',
    { body: { errcode: 40078, errmsg: '不存在的临时授权码' } },
    401,
    { code: 'auth-code-invalid' },
  ],
  ['unknown authorisation', oldRefusal('40079'), 401, { code: 'auth-code-invalid' }],
  ['missing code', oldRefusal('41026'), 401, { code: 'auth-code-invalid' }],
  [
    'missing permission',
    oldRefusal('60011', '应用尚未开通所需的权限：[qyapi_get_member]，点击链接申请并开通即可'),
    502,
    { code: 'upstream-permission', requiredScopes: ['qyapi_get_member'] },
  ],
  ['address not listed', oldRefusal('60020'), 502, { code: 'upstream-ip-not-listed' }],
  ['limit of the app', oldRefusal('90018'), 503, { code: 'upstream-throttled', retryAfter: 1 }],
  ['limit of the API', oldRefusal('90002'), 503, { code: 'upstream-throttled', retryAfter: 1 }],
  ['other limit', oldRefusal('90005'), 503, { code: 'upstream-throttled', retryAfter: 60 }],
  ['spent quota', oldRefusal('90020'), 503, { code: 'upstream-quota' }],
  ['unknown refusal', oldRefusal('12345'), 502, { code: 'upstream-rejected' }],
  ['no user in the reply', { body: { errcode: 0 } }, 502, { code: 'upstream-unavailable' }],
]

describe('a sign-in that fails', () => {
  it.each(signInRefusals)('tells the page why: %s', async (_name, answer, status, problem) => {
    upstream.fault = answering({ user: () => answer })
    // A refused code is not sent again.
    const response = await proxy.signIn({ authCode: crypto.randomUUID() })
    expect(response.status).toBe(status)
    expect(await response.json()).toMatchObject(problem)
    expect(response.headers.has('set-cookie')).toBe(false)
  })

  it.each([
    ['invalidClientIdOrSecret', 502, 'upstream-credentials'],
    ['invalidSuiteTicket', 502, 'upstream-credentials'],
    ['unauthorized.client', 403, 'corp-not-allowed'],
    ['invalidAuthInfo', 403, 'corp-not-allowed'],
  ])('names the cause when the token is refused by %s', async (refused, status, code) => {
    upstream.fault = answering({ token: () => refusal(refused) })
    const fresh = await startTestProxy(upstream.url)
    const response = await fresh.signIn()
    expect(response.status).toBe(status)
    expect(await response.json()).toMatchObject({ code })
    await fresh.close()
  })
})
