import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { problemSchema } from '#shared/schemas/problem.ts'
import type { AppOptions } from './app.ts'
import { multipart, multipartType } from './features/files/testing/multipart-body.ts'
import type { ReceivedCall } from '#sandbox/state/faults.ts'
import { answering, flowReplyV2, refusal, tokenReply, userReply } from './testing/sample-replies.ts'
import { internal } from './testing/sandbox-apps.ts'
import { startSandboxedProxy, type SandboxedProxy } from './testing/sandboxed-proxy.ts'
import { openStore } from './base/store/testing/open-store.ts'
import { startTestProxy, type TestProxy } from './testing/test-proxy.ts'
import { startUpstream, type Upstream } from './testing/upstream.ts'

/** How many calls to DingTalk an unknown person, or one member, can cause. */

const json = { 'content-type': 'application/json' }

async function codeOf(answer: Response): Promise<string> {
  return problemSchema.parse(await answer.json()).code
}

describe('signing in with made-up codes', () => {
  let app: SandboxedProxy

  beforeEach(async () => {
    // The clock stands still, as the attack may last longer than a second on a busy machine.
    app = await startSandboxedProxy(internal, { monotonic: () => 0 })
    await app.store.ready()
  })

  afterEach(() => app.close())

  async function attack(count: number, taskIdOf: (index: number) => string): Promise<string[]> {
    const { DINGTALK_CORP_ID: corpId } = internal
    const answers = Array.from({ length: count }, (_, index) => {
      const body = { authCode: `made up ${index}`, corpId, taskId: taskIdOf(index) }
      return app.post('/api/session', body)
    })
    return Promise.all((await Promise.all(answers)).map((answer) => codeOf(answer)))
  }

  it('causes no reads of unknown flows', async () => {
    const codes = await attack(15, (index) => `PRO-MADE-UP-${index}`)
    expect(new Set(codes)).toEqual(new Set(['auth-code-invalid']))
    expect(await app.calls('/esign/')).toEqual([])
  })

  it('causes few reads of known flows', async () => {
    const known = ['COMPLETED', 'REVOKED', 'EXPIRED', 'REFUSED', 'DRAFT', 'DELETED']
    for (const name of known) {
      const flow = { ...started, taskId: `PRO-SANDBOX-${name}` }
      await app.store.registry.flows.recordStart(internal.DINGTALK_CORP_ID, flow)
    }
    await attack(15, (index) => `PRO-SANDBOX-${known[index % known.length]}`)
    const readings = () => app.calls('/v2.0/esign/flowTasks/')
    // The sign-ins may be refused before a reading has a number.
    await vi.waitFor(async () => expect((await readings()).length).toBeGreaterThan(0))
    // One network address gets half of the six reads per second.
    expect((await readings()).length).toBeLessThanOrEqual(3)
  })

  it('checks a refused code only once', async () => {
    const body = { authCode: 'made up', corpId: internal.DINGTALK_CORP_ID }
    expect(await codeOf(await app.post('/api/session', body))).toBe('auth-code-invalid')
    expect(await codeOf(await app.post('/api/session', body))).toBe('auth-code-invalid')
    expect(await app.calls('/topapi/v2/user/getuserinfo')).toHaveLength(1)
  })
})

const thirdPartyEnv = { DINGTALK_APP_KIND: 'third-party', DINGTALK_SUITE_TICKET: 'ticket' }

const started = {
  title: null,
  status: 'signing',
  initiator: { userId: 'zhangsan', name: '张三', organization: null },
  people: [],
  deadline: null,
  startedAt: 1,
} as const

let upstream: Upstream
let proxy: TestProxy

async function start(
  env: Record<string, string> = {},
  more: Partial<AppOptions> = {},
): Promise<void> {
  proxy = await startTestProxy(upstream.url, env, more)
}

describe('a member', () => {
  beforeEach(async () => {
    // The code is the user id of the person who signs in.
    const user = ({ body }: ReceivedCall) => {
      const userid = Reflect.get(Object(body), 'code')
      return { body: { ...userReply, result: { ...userReply.result, userid } } }
    }
    const flow = () => ({ body: flowReplyV2 })
    upstream = await startUpstream(answering({ user, flow }))
    await start()
  })

  afterEach(async () => {
    await proxy.close()
    await upstream.close()
  })

  async function cookieOf(authCode: string): Promise<string> {
    await proxy.signIn({ authCode })
    return proxy.cookie()
  }

  it('who opens many flows delays nobody else', async () => {
    const [greedy, other] = [await cookieOf('greedy'), await cookieOf('other')]
    const open = (cookie: string, taskId: string) =>
      proxy.ask(`/api/flows/${taskId}`, { headers: { cookie } })
    // One person gets ten of them a second; the clock stands still until the others are served.
    const clock = vi.spyOn(performance, 'now').mockReturnValue(performance.now())
    const many = Array.from({ length: 30 }, (_, index) => open(greedy, `PRO-MANY-${index}`))
    const read = () =>
      upstream.received.flatMap(
        ({ path }) => /\/esign\/flowTasks\/(PRO-[\w-]+)$/.exec(path)?.[1] ?? [],
      )
    await vi.waitFor(() => expect(read().length).toBe(10))
    expect((await open(other, 'PRO-OTHER')).status).toBe(200)
    // Another person's request moves the shared read to that person's earlier turn.
    const shared = await open(other, 'PRO-MANY-29')
    expect(shared.status).toBe(200)
    clock.mockRestore()
    const answers = await Promise.all(many)
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]))
    const inTurn = read().filter((id) => ['PRO-OTHER', 'PRO-MANY-28', 'PRO-MANY-29'].includes(id))
    expect(inTurn).toEqual(['PRO-OTHER', 'PRO-MANY-29', 'PRO-MANY-28'])
  })

  it('who asks for readiness again and again causes three reads', async () => {
    // The clock stands still, as a busy machine may take longer than readings are cached.
    await proxy.close()
    const now = Date.now()
    await start({}, { now: () => now })
    await proxy.signIn({ authCode: 'eager' })
    for (let times = 0; times < 60; times += 1) {
      expect((await proxy.ask('/api/readiness')).status).toBe(200)
    }
    for (const of of ['corps/infos', 'users/eager', 'margins'])
      expect(upstream.count(`/v2.0/esign/${of}`)).toBe(3)
  })

  it('has at most four uploads at a time', async () => {
    await proxy.signIn({ authCode: 'uploader' })
    const halves = Array.from({ length: 4 }, () => halfAnUpload())
    const sending = halves.map(({ body }) => upload(body))
    await Promise.all(halves.map(({ isRead }) => isRead))
    const refused = await upload(multipart({ name: 'a.pdf', content: '%PDF-1.7' }))
    expect(refused.status).toBe(429)
    expect(problemSchema.parse(await refused.json())).toMatchObject({
      code: 'too-many-uploads',
      retryAfter: 10,
    })
    for (const { end } of halves) end()
    await Promise.all(sending)
    const another = await upload(multipart({ name: 'a.pdf', content: '%PDF-1.7' }))
    expect(another.status).not.toBe(429)
  })

  function upload(body: Buffer | ReadableStream<Uint8Array>): Promise<Response> {
    const headers = { 'content-type': multipartType }
    return proxy.ask('/api/files', { method: 'POST', headers, body, duplex: 'half' })
  }
})

/** A body that has started, and ends when `end` is called. */
function halfAnUpload() {
  let end = () => {}
  let noteRead = () => {}
  const isRead = new Promise<void>((resolve) => (noteRead = resolve))
  const body = new ReadableStream<Uint8Array>(
    {
      start(controller) {
        end = () => controller.close()
      },
      pull: () => noteRead(),
    },
    // Otherwise the stream would ask for data before anybody reads it.
    { highWaterMark: 0 },
  )
  return { body, isRead, end: () => end() }
}

describe('invented organisations', () => {
  let now = 0
  const installed = new Set(['known'])
  const corpTokenPath = '/v1.0/oauth2/corpAccessToken'

  beforeEach(async () => {
    now = Date.parse('2026-01-05T00:00:00Z')
    upstream = await startUpstream(
      answering({
        user: () => ({ body: userReply }),
        token: ({ path, body }) => {
          // The suite's own token is of no organisation.
          if (path !== corpTokenPath) return { body: tokenReply }
          const corpId = String(Reflect.get(Object(body), 'authCorpId'))
          // A short lifetime, so that the token must be fetched again soon.
          if (installed.has(corpId)) return { body: { accessToken: corpId, expireIn: 60 } }
          return refusal('orgNotAuthApp')
        },
      }),
    )
    await start(thirdPartyEnv, { now: () => now })
  })

  afterEach(async () => {
    await proxy.close()
    await upstream.close()
  })

  const tokenCalls = () => upstream.count(corpTokenPath)

  function signIn(corpId: string): Promise<Response> {
    const body = JSON.stringify({ authCode: 'code', corpId })
    return proxy.ask('/api/session', { method: 'POST', headers: json, body })
  }

  it('cause few token calls, and a known one does not wait behind them', async () => {
    expect((await signIn('known')).status).toBe(201)
    // The known organisation's token has expired.
    now += 120_000
    const before = tokenCalls()
    const begunAt = performance.now()
    const attack = Array.from({ length: 24 }, (_, index) => signIn(`made-up-${index}`))
    await vi.waitFor(() => expect(tokenCalls() - before).toBeGreaterThanOrEqual(8))
    // The window does not end until the known organisation is served.
    const stoppedAt = performance.now()
    const clock = vi.spyOn(performance, 'now').mockReturnValue(stoppedAt)
    expect((await signIn('known')).status).toBe(201)
    const windows = Math.ceil((stoppedAt - begunAt) / 1_100)
    // One network address gets half of the calls for strangers: eight in each window.
    expect(tokenCalls() - before).toBeLessThanOrEqual(8 * windows + 1)
    clock.mockRestore()
    const codes = await Promise.all((await Promise.all(attack)).map((answer) => codeOf(answer)))
    expect(new Set(codes)).toEqual(new Set(['corp-not-allowed']))
    const last = upstream.received.findLast(({ path }) => path === corpTokenPath)
    expect(last?.body).not.toMatchObject({ authCorpId: 'known' })
  })

  it('cost the database nothing before their turn', async () => {
    await proxy.close()
    const store = await openStore()
    const lookUp = vi.spyOn(store.corps, 'statusOf')
    const takeToken = vi.spyOn(store.tokenBook, 'take')
    await start(thirdPartyEnv, { now: () => now, store })
    expect((await signIn('known')).status).toBe(201)
    const looked = lookUp.mock.calls.length
    const taken = takeToken.mock.calls.length
    // The window does not end until the known organisation is served.
    const clock = vi.spyOn(performance, 'now').mockReturnValue(performance.now())
    const attack = Array.from({ length: 200 }, (_, index) => signIn(`made-up-${index}`))
    // One address gets half of the strangers' calls: of 18, as the store may have other instances.
    await vi.waitFor(() => expect(tokenCalls()).toBeGreaterThanOrEqual(7))
    expect((await signIn('known')).status).toBe(201)
    expect(lookUp.mock.calls.length - looked).toBeLessThanOrEqual(8)
    expect(takeToken.mock.calls.length - taken).toBeLessThanOrEqual(8)
    clock.mockRestore()
    const codes = await Promise.all((await Promise.all(attack)).map((answer) => codeOf(answer)))
    // Those who would wait too long are refused at once.
    expect(new Set(codes)).toEqual(new Set(['corp-not-allowed', 'upstream-throttled']))
  })

  it('are checked at most once a minute', async () => {
    expect(await codeOf(await signIn('made-up'))).toBe('corp-not-allowed')
    const again = await signIn('made-up')
    expect(problemSchema.parse(await again.json())).toMatchObject({
      code: 'corp-not-allowed',
      retryAfter: 60,
    })
    expect(tokenCalls()).toBe(1)
    now += 60_000
    installed.add('made-up')
    expect((await signIn('made-up')).status).toBe(201)
    installed.delete('made-up')
    expect(tokenCalls()).toBe(2)
  })
})
