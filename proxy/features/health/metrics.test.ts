import { get, type IncomingMessage } from 'node:http'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { listenToEvents } from '#proxy/features/live/testing/listen-to-events.ts'
import { openStore } from '#proxy/base/store/testing/open-store.ts'
import type { Store } from '#proxy/base/store/store.ts'
import { sandboxCorpId } from '#sandbox/played.ts'
import { issueAuthCode } from '#proxy/testing/control-sandbox.ts'
import { answering, flowReplyV2, refusal } from '#proxy/testing/sample-replies.ts'
import { startTestProxy, type TestProxy } from '#proxy/testing/test-proxy.ts'
import { startUpstream, type Upstream } from '#proxy/testing/upstream.ts'
import { createMetrics, type Metrics } from './metrics.ts'

const token = 'a-token-for-prometheus'
const flowPath = '/api/flows/PRO-SANDBOX-SIGNING'

let upstream: Upstream
let metrics: Metrics
let store: Store
let proxy: TestProxy
let url: string

beforeEach(async () => {
  upstream = await startUpstream()
  metrics = createMetrics({ withProcess: true })
  store = await openStore({ observe: metrics.countStatement })
  // The clock stands still, as a busy machine may take longer than readings are cached.
  const monotonic = () => 0
  const env = { METRICS_TOKEN: token }
  proxy = await startTestProxy(upstream.url, env, { store, metrics, monotonic })
  url = await proxy.listen()
})

afterEach(async () => {
  await proxy.close()
  await upstream.close()
})

function readMetrics(headers: Record<string, string> = {}): Promise<Response> {
  return fetch(`${url}/metrics`, { headers })
}

/** The values of a metric by label, as written in the text. */
async function valuesOf(name: string): Promise<Record<string, number>> {
  const text = await metrics.text()
  const lines = text.split('\n').filter((line) => new RegExp(`^${name}[{ ]`).test(line))
  return Object.fromEntries(
    lines.map((line) => [
      /\{(.*)\}/.exec(line)?.[1] ?? '',
      Number(line.slice(line.lastIndexOf(' '))),
    ]),
  )
}

describe('GET /metrics', () => {
  it('counts how an open point was found, which is logged once', async () => {
    await upstream.signIn(proxy, 'lisi')
    await upstream.signIn(proxy, 'lisi')
    expect(await valuesOf('settled_total')).toEqual({ 'point="auth-code",outcome="accepted"': 2 })
    const said = proxy.logLines().filter(({ msg }) => msg === 'settled: auth-code')
    expect(said).toMatchObject([{ level: 'info', outcome: 'accepted' }])
  })

  it("has Prometheus' text format, and the process's resources", async () => {
    const answer = await readMetrics()
    expect(answer.status).toBe(200)
    expect(answer.headers.get('content-type')).toMatch(/^text\/plain; version=0\.0\.4/)
    const text = await answer.text()
    expect(text).toContain('# TYPE http_request_duration_seconds histogram')
    expect(text).toMatch(/^process_resident_memory_bytes \d+/m)
    expect(text).toMatch(/^process_cpu_seconds_total \d/m)
    expect(text).toMatch(/^nodejs_eventloop_lag_p99_seconds \S+/m)
  })

  it.each([
    ['x-forwarded-for', '127.0.0.1'],
    ['forwarded', 'for=127.0.0.1'],
    ['x-real-ip', '127.0.0.1'],
  ])('does not exist for requests through a gateway that adds %s', async (name, value) => {
    const answer = await readMetrics({ [name]: value })
    expect(answer.status).toBe(404)
    expect(await answer.json()).toMatchObject({ code: 'not-found' })
  })

  it.each([
    ['evil.example', 404],
    ['evil.example:8080', 404],
    ['127.0.0.1.evil.example', 404],
    ['localhost:8080', 200],
    ['[::1]:8080', 200],
    ['127.0.0.1', 200],
  ])('for the host %s, as a page elsewhere may name this machine, is %i', async (host, status) => {
    const answer = await new Promise<IncomingMessage>((resolve) => {
      get(`${url}/metrics`, { headers: { host } }, resolve)
    })
    answer.resume()
    expect(answer.statusCode).toBe(status)
  })

  it('does not exist for requests from other machines', async () => {
    // A request without a connection has no known origin.
    const answer = await proxy.ask('/metrics')
    expect(answer.status).toBe(404)
    expect(await answer.json()).toMatchObject({ status: 404, code: 'not-found' })
  })

  it('exists for requests with the token', async () => {
    const ask = (authorization: string) => proxy.ask('/metrics', { headers: { authorization } })
    expect((await ask(`Bearer ${token}`)).status).toBe(200)
    expect((await ask(`bearer ${token}`)).status).toBe(200)
    for (const wrong of ['Bearer ', `Bearer ${token}x`, token, `Basic ${token}`])
      expect((await ask(wrong)).status).toBe(404)
  })

  it('does not accept an empty token', async () => {
    const closed = await startTestProxy(upstream.url)
    const answer = await closed.ask('/metrics', { headers: { authorization: 'Bearer ' } })
    expect(answer.status).toBe(404)
    await closed.close()
  })
})

describe('requests', () => {
  it('are counted by the pattern of their route', async () => {
    await upstream.signIn(proxy, 'lisi')
    const cookie = proxy.cookie()
    const ask = (path: string) => fetch(url + path, { headers: { cookie } })
    for (const path of [flowPath, flowPath, '/api/gone']) await (await ask(path)).text()
    await proxy.ask('/api/me', { headers: { cookie: 'none' } })
    await fetch(`${url}/callbacks/esign/a-guessed-secret`, { method: 'POST', body: '{}' })
    await proxy.ask('/api/config', { method: 'PROPFIND' })
    const counted = await valuesOf('http_requests_total')
    expect(counted).toMatchObject({
      'method="POST",route="/api/session",outcome="ok"': 1,
      'method="GET",route="/api/flows/:taskId",outcome="ok"': 2,
      'method="GET",route="/api/*",outcome="not-found"': 1,
      'method="GET",route="/api/me",outcome="session-required"': 1,
      'method="POST",route="/callbacks/esign/:secret",outcome="not-found"': 1,
    })
    expect(Object.keys(counted)).toContainEqual(expect.stringContaining('method="other"'))
    expect(await valuesOf('http_request_duration_seconds_count')).toMatchObject({
      'route="/api/flows/:taskId"': 2,
    })
    expect(await valuesOf('cache_lookups_total')).toMatchObject({
      'result="miss"': 1,
      'result="hit"': 1,
    })
  })

  it('have no personal data in their labels', async () => {
    const authCode = await issueAuthCode(upstream.control, 'lisi')
    await proxy.signIn({ authCode, taskId: 'PRO-SANDBOX-SIGNING' })
    const cookie = proxy.cookie()
    await (
      await fetch(`${url}/flows/PRO-SANDBOX-SIGNING?corpId=${sandboxCorpId}`, {
        headers: { cookie },
      })
    ).text()
    await (await fetch(`${url}/api/flows/PRO-SECRET`, { headers: { cookie } })).text()
    const text = await metrics.text()
    const tokens = upstream.received.flatMap((call) => call.token ?? [])
    expect(tokens).not.toEqual([])
    for (const secret of ['PRO-', sandboxCorpId, 'lisi', ...tokens])
      expect(text).not.toContain(secret)
  })
})

describe('calls of upstream', () => {
  it('are counted by API and outcome', async () => {
    upstream.fault = ({ path }) =>
      path.includes('/signTasks') || path.includes('PRO-BROKEN')
        ? refusal('serverError', {}, 500)
        : undefined
    await upstream.signIn(proxy, 'lisi')
    await proxy.ask('/api/flows/PRO-BROKEN')
    const counted = await valuesOf('upstream_calls_total')
    expect(counted).toMatchObject({ 'api="/v1.0/oauth2/accessToken",outcome="ok"': 1 })
    const failed = Object.keys(counted).filter((labels) => labels.includes('upstream-unavailable'))
    expect(failed).toContainEqual(expect.stringMatching(/^api="GET \/.*\{taskId\}/))
    expect(await valuesOf('upstream_calls_waiting')).toEqual({ '': 0 })
  })

  it('that wait for their turn are counted', async () => {
    await upstream.signIn(proxy, 'lisi')
    upstream.fault = answering({ flow: () => ({ body: flowReplyV2 }) })
    const views = Array.from({ length: 30 }, (_, index) => proxy.ask(`/api/flows/PRO-${index}`))
    await vi.waitFor(async () =>
      expect((await valuesOf('upstream_calls_waiting'))['']).toBeGreaterThan(0),
    )
    await Promise.all(views)
    expect(await valuesOf('upstream_calls_waiting')).toEqual({ '': 0 })
  })
})

describe('values that are read on request', () => {
  it('include open pages and waiting notices', async () => {
    await upstream.signIn(proxy, 'lisi')
    await (await proxy.ask(flowPath)).text()
    const page = await listenToEvents(`${url}${flowPath}/events`, { cookie: proxy.cookie() })
    expect(await valuesOf('live_connections')).toEqual({ '': 1 })
    page.leave()
    await vi.waitFor(async () => expect(await valuesOf('live_connections')).toEqual({ '': 0 }))

    expect(await valuesOf('notices_behind')).toEqual({ '': 0 })
    const receivedAt = Date.now() - 60_000
    const notice = { corpId: '', kind: 'notice', key: 'notice:PRO-9', taskId: 'PRO-9' }
    await store.jobs.put([{ ...notice, dueAt: Date.now() + 60_000 }], receivedAt)
    expect(await valuesOf('notices_behind')).toEqual({ '': 1 })
    expect((await valuesOf('notices_behind_seconds'))['']).toBeGreaterThanOrEqual(60)
  })

  it('do not need the database', async () => {
    await store.close()
    expect(await valuesOf('notices_behind')).toEqual({ '': NaN })
    expect((await readMetrics()).status).toBe(200)
  })
})

describe('statements of the database', () => {
  it('are timed, also failing ones', async () => {
    await store.registry.flows.corpsOf('PRO-1')
    const reminder = {
      corpId: 'c',
      taskId: 'unknown',
      userId: 'u',
      name: '张三',
      recipients: [],
      at: 1,
    }
    await store.registry.reminders.claim(reminder, 0).catch(() => {})
    const counted = await valuesOf('store_statement_duration_seconds_count')
    expect(counted['outcome="ok"']).toBeGreaterThan(0)
    expect(counted['outcome="failed"']).toBe(1)
  })
})
