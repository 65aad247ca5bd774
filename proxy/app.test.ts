import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { problems } from '#shared/rules/codes/problem-code.ts'
import { flowViewSchema } from '#shared/schemas/flow/flow.ts'
import { problemSchema } from '#shared/schemas/problem.ts'
import { issueAuthCode } from './testing/control-sandbox.ts'
import { answering, refusal } from './testing/sample-replies.ts'
import { internal } from './testing/sandbox-apps.ts'
import { startTestProxy, type TestProxy } from './testing/test-proxy.ts'
import { startUpstream, type Upstream } from './testing/upstream.ts'

let upstream: Upstream
/** No test signs in here. */
let proxy: TestProxy

beforeAll(async () => {
  upstream = await startUpstream()
  proxy = await startTestProxy(upstream.url)
})

afterAll(async () => {
  await proxy.close()
  await upstream.close()
})

beforeEach(() => {
  upstream.fault = () => undefined
  upstream.received.length = 0
})

describe('addresses that need no session', () => {
  it('answers /healthz', async () => {
    const answer = await proxy.ask('/healthz')
    expect(answer.status).toBe(200)
    expect(await answer.json()).toEqual({ status: 'ok' })
  })

  it('gives the page what it needs before sign-in', async () => {
    const answer = await proxy.ask('/api/config')
    expect(await answer.json()).toEqual({
      mode: 'live',
      appKind: 'internal',
      clientId: internal.DINGTALK_CLIENT_ID,
      corpId: internal.DINGTALK_CORP_ID,
    })
  })
})

it.each(['/healthz', '/api/config', '/api/flows/PRO-1', '/api/unknown', '/'])(
  'names its build in the answer of %s',
  async (path) => {
    const answer = await proxy.ask(path)
    expect(answer.headers.get('x-release')).toBe('dev')
  },
)

describe('unknown addresses', () => {
  it.each([
    ['GET', '/api'],
    ['GET', '/api/'],
    ['GET', '/api/unknown'],
    ['GET', '/api/nothing'],
    ['GET', '/callbacks/x'],
    ['GET', '/_sandbox/calls'],
    ['POST', '/_sandbox/clock'],
  ])('answers %s %s with a problem', async (method, path) => {
    const answer = await proxy.ask(path, { method })
    expect(answer.status).toBe(404)
    expect(answer.headers.get('content-type')).toBe('application/problem+json')
    const problem = problemSchema.parse(await answer.json())
    expect(problem).toMatchObject({ status: 404, code: 'not-found' })
    expect(problem.requestId).toBe(answer.headers.get('x-request-id'))
  })

  it('answers people with a page in both languages', async () => {
    const headers = { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' }
    const answer = await proxy.ask('/api/unknown', { headers })
    expect(answer.status).toBe(404)
    expect(answer.headers.get('content-type')).toBe('text/html; charset=UTF-8')
    const page = await answer.text()
    for (const text of [...problems['not-found'].zh, ...problems['not-found'].en])
      expect(page).toContain(text)
    expect(page).toContain(answer.headers.get('x-request-id'))
  })

  it('answers a wrong method with a problem', async () => {
    const answer = await proxy.ask('/api/session', { method: 'PUT' })
    expect(answer.status).toBe(404)
    expect(await answer.json()).toMatchObject({ code: 'not-found' })
  })
})

describe('every answer', () => {
  it.each(['/healthz', '/api/config', '/api/session', '/api/unknown', '/', '/missing.js'])(
    'of %s carries its own request id and the security headers',
    async (path) => {
      const [first, second] = [await proxy.ask(path), await proxy.ask(path)]
      const id = first.headers.get('x-request-id')
      expect(id).toMatch(/^[\da-f-]{36}$/)
      expect(second.headers.get('x-request-id')).not.toBe(id)
      expect(first.headers.get('x-content-type-options')).toBe('nosniff')
      expect(first.headers.get('content-security-policy')).toMatch(/^default-src 'none';/)
      expect(first.headers.get('cross-origin-resource-policy')).toBe('same-origin')
      expect(first.headers.get('referrer-policy')).toBe('same-origin')
      expect(first.headers.get('cache-control')).toBe('no-store')
      expect(first.headers.has('strict-transport-security')).toBe(false)
    },
  )

  it('demands https (HSTS) when the public address is https', async () => {
    const secure = await startTestProxy(upstream.url, { PUBLIC_URL: 'https://contracts.example' })
    const answer = await secure.ask('/healthz')
    expect(answer.headers.get('strict-transport-security')).toBe('max-age=31536000')
    await secure.close()
  })
})

describe('GET /api/flows/:taskId', () => {
  let signedIn: TestProxy

  beforeAll(async () => {
    signedIn = await startTestProxy(upstream.url)
    await upstream.signIn(signedIn, 'lisi')
  })

  afterAll(() => signedIn.close())

  it('answers with the flow and the time of its reading', async () => {
    const before = Date.now()
    const answer = await signedIn.ask('/api/flows/PRO-SANDBOX-SIGNING')
    expect(answer.status).toBe(200)
    const view = flowViewSchema.parse(await answer.json())
    expect(view.flow).toMatchObject({
      taskId: 'PRO-SANDBOX-SIGNING',
      status: 'signing',
      title: '办公设备采购合同',
    })
    expect(view.fetchedAt).toBeGreaterThanOrEqual(before)
  })

  it.each(['PRO%201', '.hidden', 'a%2Fb', '%E5%90%88%E5%90%8C', 'x'.repeat(129), '-', '%00', '%'])(
    'refuses the malformed task id %s without asking upstream',
    async (taskId) => {
      const answer = await signedIn.ask(`/api/flows/${taskId}`)
      expect(answer.status).toBe(400)
      expect(await answer.json()).toMatchObject({ code: 'invalid-task-id' })
      expect(upstream.received).toEqual([])
    },
  )

  it('needs a session', async () => {
    const answer = await proxy.ask('/api/flows/PRO-1')
    expect(answer.status).toBe(401)
    expect(await answer.json()).toMatchObject({ code: 'session-required' })
    expect(upstream.received).toEqual([])
  })

  it("refuses the session of another corp than the page's", async () => {
    const ask = (corpId: string) =>
      signedIn.ask('/api/flows/PRO-SANDBOX-DRAFT', { headers: { 'x-corp-id': corpId } })
    expect((await ask('dingother')).status).toBe(401)
    expect((await ask(internal.DINGTALK_CORP_ID)).status).toBe(200)
  })

  it('makes one upstream call per flow for people who look at the same time', async () => {
    // The clock stands still, as a busy machine may take longer than readings are cached.
    const now = Date.now()
    const limits = { connect: 60_000, deadline: 60_000, replyBytes: 1_000_000, call: 60_000 }
    const shared = await startTestProxy(upstream.url, {}, { now: () => now, limits })
    await upstream.signIn(shared, 'lisi')
    const [one, other] = ['PRO-SANDBOX-SIGNING', 'PRO-SANDBOX-COMPLETED']
    let lastAsked = () => {}
    const allAsked = new Promise<void>((resolve) => {
      lastAsked = resolve
    })
    upstream.fault = async (call) => {
      if (call.path.includes(other)) lastAsked()
      await allAsked
      return undefined
    }
    const views = [...Array.from({ length: 1000 }, () => one), other]
    const answers = await Promise.all(views.map((flow) => shared.ask(`/api/flows/${flow}`)))
    await shared.close()
    expect(answers.filter((answer) => answer.status === 200)).toHaveLength(1001)
    expect(upstream.count(`/v2.0/esign/flowTasks/${one}`)).toBe(1)
    expect(upstream.count(`/v2.0/esign/flowTasks/${other}`)).toBe(1)
  })

  it('reads again after a failed read', async () => {
    upstream.fault = answering({ flow: () => refusal('flowNotExists') })
    expect((await signedIn.ask('/api/flows/PRO-SANDBOX-EXPIRED')).status).toBe(404)
    upstream.fault = () => undefined
    expect((await signedIn.ask('/api/flows/PRO-SANDBOX-EXPIRED')).status).toBe(200)
  })
})

describe('an internal error', () => {
  it('is described in the log only', async () => {
    const broken = await startTestProxy(upstream.url, {}, { now: () => Number.NaN })
    const authCode = await issueAuthCode(upstream.control, 'lisi')
    const answer = await broken.signIn({ authCode })
    expect(answer.status).toBe(500)
    const problem = problemSchema.parse(await answer.json())
    expect(problem).toMatchObject({
      code: 'internal-error',
      title: 'The proxy has an internal error.',
    })
    const line = broken.logLines().find(({ requestId }) => requestId === problem.requestId)
    expect(line).toMatchObject({ level: 'error', status: 500, code: 'internal-error' })
    expect(JSON.stringify(line)).toContain('session-routes.ts')
    await broken.close()
  })
})
