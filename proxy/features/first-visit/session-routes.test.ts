import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { sandboxCorpId, secondCorpId } from '#sandbox/played.ts'
import { sessionSchema, signInAnswerSchema } from '#shared/schemas/session.ts'
import { beginHoursApart } from '#proxy/testing/hours-apart.ts'
import { answering, refusal, userReply } from '#proxy/testing/sample-replies.ts'
import { thirdParty } from '#proxy/testing/sandbox-apps.ts'
import { sessionSecret, startTestProxy, type TestProxy } from '#proxy/testing/test-proxy.ts'
import { startUpstream, type Upstream } from '#proxy/testing/upstream.ts'

const signing = 'PRO-SANDBOX-SIGNING'

let upstream: Upstream
const started: TestProxy[] = []

beforeEach(async () => {
  upstream = await startUpstream(anyCode)
})

afterEach(async () => {
  await Promise.all(started.splice(0).map((proxy) => proxy.close()))
  await upstream.close()
})

async function start(env: Record<string, string> = {}, now?: () => number): Promise<TestProxy> {
  const proxy = await startTestProxy(upstream.url, env, now === undefined ? {} : { now })
  started.push(proxy)
  return proxy
}

/** Any auth code is of the documentation's person, with these fields changed. */
function aPerson(changes: Record<string, unknown> = {}) {
  const body = { ...userReply, result: { ...userReply.result, ...changes } }
  return { user: () => ({ body }) }
}

const anyCode = answering(aPerson())

/** An app with its own upstream, for all tests of a group. */
function withApp() {
  const app: { upstream?: Upstream; proxy?: TestProxy } = {}
  beforeAll(async () => {
    app.upstream = await startUpstream(anyCode)
    app.proxy = await startTestProxy(app.upstream.url)
  })
  afterAll(async () => {
    await app.proxy?.close()
    await app.upstream?.close()
  })
  return () => {
    if (app.upstream === undefined || app.proxy === undefined)
      throw new Error('the app was not started')
    return { upstream: app.upstream, proxy: app.proxy }
  }
}

beginHoursApart()

describe('signing in', () => {
  it('creates a session of twelve hours', async () => {
    const now = 1_700_000_000_500
    upstream.fault = (call) =>
      call.path.startsWith('/v2.0/esign/corps/infos') ? refusal('systemError') : anyCode(call)
    const proxy = await start({}, () => now)
    const answer = await proxy.signIn()
    expect(answer.status).toBe(201)
    const session = signInAnswerSchema.parse(await answer.json())
    expect(session).toEqual({
      corpId: sandboxCorpId,
      corpName: null,
      userId: 'userid123',
      name: '张xx',
      role: 'admin',
      expiresAt: 1_700_043_200_000,
    })
    const whoAmI = await proxy.ask('/api/session')
    expect(whoAmI.status).toBe(200)
    expect(sessionSchema.parse(await whoAmI.json())).toEqual(session)
    expect(upstream.received[1]).toMatchObject({
      path: expect.stringMatching(/^\/topapi\/v2\/user\/getuserinfo\?/),
      body: { code: 'an-auth-code' },
    })
  })

  it('tells only operators that they are operators', async () => {
    const signedIn = async (env: Record<string, string>) =>
      signInAnswerSchema.parse(await (await (await start(env)).signIn()).json())
    expect(await signedIn({ OPERATOR_USER_IDS: 'userid123' })).toMatchObject({ isOperator: true })
    expect(await signedIn({ OPERATOR_USER_IDS: 'another' })).not.toHaveProperty('isOperator')
  })

  it('returns the flow as well on request', async () => {
    const proxy = await start()
    const answer = signInAnswerSchema.parse(await (await proxy.signIn({ taskId: signing })).json())
    expect(answer.flow).toMatchObject({ ok: { flow: { taskId: signing, status: 'signing' } } })
  })

  it.each([
    ['PRO 1', 'invalid-task-id', 0],
    ['', 'invalid-task-id', 0],
    ['PRO-1', 'flow-not-found', 1],
  ])('succeeds even when the flow %j cannot be read', async (taskId, code, calls) => {
    const proxy = await start()
    upstream.fault = answering({ ...aPerson(), flow: () => refusal('flowNotExists') })
    const answer = await proxy.signIn({ taskId })
    expect(answer.status).toBe(201)
    const { flow } = signInAnswerSchema.parse(await answer.json())
    const requestId = answer.headers.get('x-request-id')
    expect(flow).toMatchObject({ problem: { code, requestId } })
    expect(upstream.count('/v2.0/esign/flowTasks/PRO-1')).toBe(calls)
    expect((await proxy.ask('/api/session')).status).toBe(200)
  })

  it('returns no flow before the person is known', async () => {
    const proxy = await start()
    upstream.fault = answering({ user: () => ({ body: { errcode: 40078 } }) })
    const answer = await proxy.signIn({ taskId: signing })
    expect(answer.status).toBe(401)
    expect(await answer.text()).not.toContain('办公设备采购合同')
  })

  it("is refused for a corp other than an internal app's own", async () => {
    const proxy = await start()
    const answer = await proxy.signIn({ corpId: 'dingother' })
    expect(answer.status).toBe(403)
    expect(await answer.json()).toMatchObject({ code: 'corp-not-allowed' })
    expect(upstream.received).toEqual([])
  })

  it('works for any corp with a third-party app', async () => {
    const proxy = await start(thirdParty)
    const answer = await proxy.signIn({ corpId: secondCorpId })
    expect(await answer.json()).toMatchObject({ corpId: secondCorpId })
    expect(upstream.received[0]).toMatchObject({ body: { authCorpId: secondCorpId } })
  })
})

describe('a request to sign in', () => {
  const app = withApp()

  const post = (body: string, headers: Record<string, string> = {}) =>
    app().proxy.ask('/api/session', { method: 'POST', body, headers })

  it.each([
    ['nothing', ''],
    ['no JSON', '{'],
    ['no object', '"x"'],
    ['no auth code', `{"corpId":"${sandboxCorpId}"}`],
    ['an empty auth code', `{"authCode":"","corpId":"${sandboxCorpId}"}`],
    ['a corp that is no text', '{"authCode":"code","corpId":5}'],
    ['a corp with a NUL', `{"authCode":"code","corpId":"${sandboxCorpId}\\u0000"}`],
    ['a corp with a blank', `{"authCode":"code","corpId":"${sandboxCorpId} "}`],
  ])('is refused with %s', async (_name, body) => {
    const answer = await post(body)
    expect(answer.status).toBe(400)
    expect(await answer.json()).toMatchObject({ code: 'invalid-request' })
    expect(app().upstream.received).toEqual([])
  })

  it('names the invalid fields', async () => {
    const answer = await post('{"authCode":5}')
    expect(await answer.json()).toMatchObject({
      title: 'Invalid in the request: authCode, corpId.',
    })
  })

  it('is refused with more than 16 kB, with or without a content length', async () => {
    const body = JSON.stringify({ authCode: 'c', corpId: sandboxCorpId, x: 'x'.repeat(17_000) })
    const length = String(body.length)
    const framings: Record<string, string>[] = [
      { 'content-length': length },
      { 'transfer-encoding': 'chunked' },
    ]
    for (const headers of framings) {
      const answer = await post(body, headers)
      expect(answer.status).toBe(413)
      expect(await answer.json()).toMatchObject({ code: 'request-too-large' })
    }
  })
})

describe('the role', () => {
  const app = withApp()

  it.each([
    [0, 'member'],
    [1, 'admin'],
    [2, 'admin'],
    [100, 'member'],
    ['2', 'admin'],
    [true, 'member'],
    [null, 'member'],
    [undefined, 'member'],
  ])('at level %j is %s', async (sysLevel, role) => {
    const { upstream: its, proxy } = app()
    its.fault = answering(aPerson({ sys_level: sysLevel }))
    expect(await (await proxy.signIn()).json()).toMatchObject({ role })
  })

  it('is computed again for each request', async () => {
    upstream.fault = answering(aPerson({ sys_level: 0 }))
    const before = await start()
    const cookie = (await before.signIn()).headers.get('set-cookie')?.split(';')[0] ?? ''
    expect(await (await before.ask('/api/session')).json()).toMatchObject({ role: 'member' })
    const after = await start({ ADMIN_USER_IDS: 'someone,userid123' })
    const answer = await after.ask('/api/session', { headers: { cookie } })
    expect(await answer.json()).toMatchObject({ role: 'admin' })
  })
})

describe('a user with few known fields', () => {
  it('can sign in', async () => {
    const proxy = await start()
    upstream.fault = answering(aPerson({ name: null, unionid: null, sys_level: null }))
    expect(await (await proxy.signIn()).json()).toMatchObject({ userId: 'userid123', name: '' })
  })
})

describe('the session', () => {
  it('is missing without a cookie, or for another corp', async () => {
    const proxy = await start()
    expect((await proxy.ask('/api/session')).status).toBe(401)
    await proxy.signIn()
    const other = await proxy.ask('/api/session', { headers: { 'x-corp-id': 'dingother' } })
    expect(other.status).toBe(401)
    expect(await other.json()).toMatchObject({ code: 'session-required' })
  })

  it.each([
    'audit.csv',
    'flows/export.csv',
    'corp/statistics.csv',
    'operator/corps.csv',
    'operator/orders.csv',
  ])('is missing for the link of a page of another corp to %s', async (file) => {
    const proxy = await start({ ADMIN_USER_IDS: 'userid123', OPERATOR_USER_IDS: 'userid123' })
    await proxy.signIn()
    expect((await proxy.ask(`/api/${file}?lang=zh&corpId=${sandboxCorpId}`)).status).toBe(200)
    const other = await proxy.ask(`/api/${file}?lang=zh&corpId=dingother`)
    expect(other.status).toBe(401)
    expect(await other.json()).toMatchObject({ code: 'session-required' })
  })

  it('expires after twelve hours', async () => {
    let now = 1_700_000_000_000
    const proxy = await start({}, () => now)
    await proxy.signIn()
    now += 12 * 3_600_000 - 1
    expect((await proxy.ask('/api/session')).status).toBe(200)
    now += 1
    expect((await proxy.ask('/api/session')).status).toBe(401)
  })

  it('stays valid after a rotation of secrets', async () => {
    const next = 'b'.repeat(32)
    const cookie = (await (await start()).signIn()).headers.get('set-cookie')?.split(';')[0] ?? ''
    const statusAfter = async (secrets: string) =>
      (
        await (
          await start({ SESSION_SECRET: secrets })
        ).ask('/api/session', { headers: { cookie } })
      ).status
    expect(await statusAfter(`${next},${sessionSecret}`)).toBe(200)
    expect(await statusAfter(next)).toBe(401)
  })

  it('ends on signing out', async () => {
    const proxy = await start()
    await proxy.signIn()
    const answer = await proxy.ask('/api/session', { method: 'DELETE' })
    expect(answer.status).toBe(204)
    expect(answer.headers.getSetCookie()).toEqual([
      'session=; Max-Age=0; Path=/; HttpOnly; SameSite=Lax',
      'session-corp=; Max-Age=0; Path=/; SameSite=Lax',
    ])
  })
})
