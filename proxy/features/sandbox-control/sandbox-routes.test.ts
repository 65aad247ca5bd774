import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { Hono } from 'hono'
import { sandboxCorpId, startSandbox } from '#sandbox/played.ts'
import type { AppEnv } from '#proxy/base/http/app-env.ts'
import { ProblemError } from '#proxy/base/problem.ts'
import type { Store } from '#proxy/base/store/store.ts'
import { openStore } from '#proxy/base/store/testing/open-store.ts'
import { sandboxRoutes } from './sandbox-routes.ts'

let store: Store

beforeAll(async () => {
  store = await openStore()
})

afterAll(() => store.close())

const rest = { isAlone: true, sendDue: async () => {}, now: Date.now }

const before = {
  corp: { names: { lookUpAgain() {} } },
  flows: { reader: { forgetAll() {} } },
}

it('is changed by no page of another origin, and by programs, which send none', async () => {
  const fetched: string[] = []
  const deps = {
    publicUrl: 'http://localhost:8080',
    sandbox: {
      async fetch({ url }: Request) {
        fetched.push(url)
        return new Response(null, { status: 204 })
      },
    },
    store,
    ...rest,
  }
  const routes = sandboxRoutes(deps, before)
  const app = new Hono<AppEnv>()
    .route('/_sandbox', routes)
    .onError((error, c) => c.text(error instanceof ProblemError ? error.code : '', 403))
  const reset = (headers: Record<string, string>) =>
    app.request('http://localhost:8080/_sandbox/reset', { method: 'POST', headers })
  for (const origin of ['https://evil.example', 'null', 'http://localhost:9999'])
    expect(await (await reset({ origin })).text()).toBe('foreign-origin')
  expect(fetched).toEqual([])
  for (const headers of [{}, { origin: 'http://localhost:8080' }])
    expect((await reset({ ...headers })).status).toBe(204)
})

it.each(['POST', 'PATCH', 'DELETE'])('drops earlier readings after a %s', async (method) => {
  const order: string[] = []
  const sandbox = {
    async fetch(request: Request) {
      order.push(request.method)
      return new Response(null, { status: 204 })
    },
  }
  const deps = {
    publicUrl: 'http://localhost:8080',
    sandbox,
    store: { ...store, events: { publish: async () => void order.push('others told') } },
    ...rest,
    isAlone: false,
  }
  const routes = sandboxRoutes(deps, {
    corp: { names: { lookUpAgain: () => void order.push('names forgotten') } },
    flows: { reader: { forgetAll: () => void order.push('readings forgotten') } },
  })
  const app = new Hono<AppEnv>().route('/_sandbox', routes)
  await app.request('/_sandbox/calls')
  await app.request('/_sandbox/auth-codes', { method: 'POST' })
  const answer = await app.request('/_sandbox/faults', { method })
  expect(answer.status).toBe(204)
  const forgotten = ['readings forgotten', 'names forgotten', 'others told']
  expect(order).toEqual(['GET', 'POST', method, ...forgotten])
})

it('keeps nothing of the company that a reset to another seed replaces', async () => {
  const { sandbox, close } = await startSandbox()
  const deps = {
    publicUrl: 'http://localhost:8080',
    sandbox,
    store,
    ...rest,
  }
  const app = new Hono<AppEnv>().route('/_sandbox', sandboxRoutes(deps, before))
  const startedAfter = async (seed: string) => {
    const body = JSON.stringify({ seed })
    expect((await app.request('/_sandbox/reset', { method: 'POST', body })).status).toBe(200)
    const query = { scope: 'started' as const, userId: 'zhangsan', at: Date.now(), limit: 100 }
    return (await store.registry.flows.list(sandboxCorpId, query)).items.length
  }
  expect(await startedAfter('samples')).toBeGreaterThan(0)
  expect(await startedAfter('new-company')).toBe(0)
  expect(await startedAfter('samples')).toBeGreaterThan(0)
  await close()
})

describe('the clock', () => {
  const dayMs = 24 * 60 * 60_000
  const move = (app: Hono<AppEnv>, days: unknown) =>
    app.request('/_sandbox/clock', { method: 'POST', body: JSON.stringify({ days }) })

  it('is moved day by day, each of which does what is due', async () => {
    const { sandbox, close } = await startSandbox()
    onTestFinished(close)
    const doneAt: number[] = []
    const sendDue = async () => void doneAt.push(sandbox.aheadMs() / dayMs)
    const deps = { publicUrl: 'http://localhost:8080', sandbox, store, ...rest, sendDue }
    const app = new Hono<AppEnv>().route('/_sandbox', sandboxRoutes(deps, before))
    expect((await move(app, 3)).status).toBe(200)
    expect(doneAt).toEqual([1, 2, 3])
  })

  it.each([0, 32, -1, 1.5, '1', undefined])('is not moved by %s days', async (days) => {
    const { sandbox, close } = await startSandbox()
    onTestFinished(close)
    const deps = { publicUrl: 'http://localhost:8080', sandbox, store, ...rest }
    const app = new Hono<AppEnv>()
      .route('/_sandbox', sandboxRoutes(deps, before))
      .onError((error, c) => c.text(error instanceof ProblemError ? error.code : '', 400))
    expect(await (await move(app, days)).text()).toBe('invalid-request')
    expect(sandbox.aheadMs()).toBe(0)
  })

  it('of a sandbox in another process is out of reach', async () => {
    const { sandbox, close } = await startSandbox()
    onTestFinished(close)
    const { fetch } = sandbox
    const deps = { publicUrl: 'http://localhost:8080', sandbox: { fetch }, store, ...rest }
    const app = new Hono<AppEnv>().route('/_sandbox', sandboxRoutes(deps, before))
    expect((await move(app, 1)).status).toBe(404)
    expect(sandbox.aheadMs()).toBe(0)
  })
})
