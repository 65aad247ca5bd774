import { setImmediate } from 'node:timers/promises'
import { Hono } from 'hono'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { readReturn } from '#shared/rules/return-page.ts'
import type { AppEnv } from '#proxy/base/http/app-env.ts'
import type { AuditLog } from '#proxy/features/audit/audit-log.ts'
import type { FlowStore, StartedRecord } from '#proxy/base/store/flows/flow-types.ts'
import { ProblemError } from '#proxy/base/problem.ts'
import { onBehalfOf, Requester } from '#proxy/base/limits/requester.ts'
import { createFlowLinks } from '#proxy/features/access/flow-links.ts'
import { sourceRoutes } from './source-routes.ts'

const reference = '3f0f6a52-6d0e-4b4e-9a63-6f2f1c1f9a10'
const publicUrl = 'https://our.example'
const day = 24 * 60 * 60_000
const now = Date.UTC(2026, 0, 5)

const links = createFlowLinks({ secrets: ['a secret of links'], publicUrl, now: () => now })

const note = vi.fn<AuditLog['note']>()

beforeEach(() => void note.mockReset().mockResolvedValue())

function routesOn(findStarted: FlowStore['findStarted']) {
  const parts = { publicUrl, registry: { findStarted }, links, now: () => now }
  const routes = sourceRoutes(parts, { note })
  routes.onError((error, c) => c.text('code' in error ? String(error.code) : error.message, 503))
  return routes
}

async function leadsTo(found: StartedRecord | null, path = `/${reference}?corpId=dingcorp`) {
  const findStarted = vi.fn<FlowStore['findStarted']>().mockResolvedValue(found)
  const answer = await routesOn(findStarted).request(path)
  expect(answer.status).toBe(302)
  const page = new URL(answer.headers.get('location') ?? '')
  return { page, asked: findStarted.mock.calls }
}

describe('the return address that e签宝 is given', () => {
  it.each(['draft', 'signing'] as const)(
    'gives access for a week to a flow that is %s',
    async (status) => {
      const { page, asked } = await leadsTo({ corpId: 'dingcorp', taskId: 'PRO-1', status })
      expect(asked).toEqual([[reference]])
      expect(page.origin + page.pathname).toBe('https://our.example/flows/PRO-1')
      expect(page.searchParams.get('corpId')).toBe('dingcorp')
      const access = page.searchParams.get('access') ?? ''
      expect(links.verify('dingcorp', 'PRO-1', access)).toBe(now + 7 * day)
      const who = { corpId: 'dingcorp', userId: '', name: 'e签宝' }
      expect(note.mock.calls).toEqual([[who, 'link-made', { taskId: 'PRO-1' }]])
    },
  )

  it('makes a link, which is noted, once in five minutes', async () => {
    const flow = { corpId: 'dingcorp', taskId: 'PRO-1', status: 'signing' } as const
    let at = now
    const routes = sourceRoutes(
      { publicUrl, registry: { findStarted: async () => flow }, links, now: () => at },
      { note },
    )
    const open = async () => (await routes.request(`/${reference}`)).headers.get('location')
    const first = await open()
    at += 5 * 60_000 - 1
    expect(await open()).toBe(first)
    expect(note).toHaveBeenCalledTimes(1)
    at += 1
    expect(await open()).not.toBe(first)
    expect(note).toHaveBeenCalledTimes(2)
  })

  it('leads to a flow that has ended, without giving access', async () => {
    const flow = { corpId: 'dingcorp', taskId: 'PRO-1', status: 'completed' } as const
    const { page } = await leadsTo(flow)
    expect(page.href).toBe('https://our.example/flows/PRO-1?corpId=dingcorp')
    expect(note).not.toHaveBeenCalled()
  })

  it.each(['', '&status=SUCCESS', '?status=SUCCESS&taskid=1'])(
    'leads signers to the flow without giving access, with what was appended: %s',
    async (appended) => {
      const path = `/${reference}?corpId=dingcorp&returned=sign${appended}`
      const flow = { corpId: 'dingcorp', taskId: 'PRO-1', status: 'signing' } as const
      const { page } = await leadsTo(flow, path)
      const address = 'https://our.example/flows/PRO-1?corpId=dingcorp'
      expect(page.href).toBe(`${address}&returned=sign${appended}`)
      const outcome = appended === '' ? 'unknown' : 'success'
      expect(readReturn(page.href)).toEqual({ from: 'sign', outcome })
      expect(note).not.toHaveBeenCalled()
    },
  )

  it.each([
    ['dingcorp', 'lisi'],
    ['dingother', ''],
  ])('is noted for who is signed in to its organisation: %s', async (corpId, userId) => {
    const session = { corpId, userId: 'lisi', name: '李四', unionId: null, sysLevel: 0 }
    const claims = { ...session, sessionId: 's', signedInAt: 0, expiresAt: Infinity }
    const found = { corpId: 'dingcorp', taskId: 'PRO-1', status: 'signing' } as const
    const routes = new Hono<AppEnv>()
      .use(async (c, next) => {
        c.set('session', claims)
        await next()
      })
      .route(
        '/',
        routesOn(() => Promise.resolve(found)),
      )
    expect((await routes.request(`/${reference}`)).status).toBe(302)
    expect(note.mock.calls).toMatchObject([[{ corpId: 'dingcorp', userId }, 'link-made', {}]])
  })

  it('gives no access that cannot be noted', async () => {
    note.mockRejectedValue(new ProblemError('store-unavailable', 'Away.'))
    const found = { corpId: 'dingcorp', taskId: 'PRO-1', status: 'signing' } as const
    const answer = await routesOn(() => Promise.resolve(found)).request(`/${reference}`)
    expect([answer.status, await answer.text()]).toEqual([503, 'store-unavailable'])
  })

  it('finds the corp in the registry', async () => {
    const flow = { corpId: 'dingcorp', taskId: 'PRO-1', status: 'completed' } as const
    const { page } = await leadsTo(flow, `/${reference}?corpId=dingother`)
    expect(page.searchParams.get('corpId')).toBe('dingcorp')
  })

  it('leads to a refusal when it is unknown', async () => {
    const { page } = await leadsTo(null)
    expect(page.href).toBe(`https://our.example/flows/${reference}?corpId=dingcorp`)
    const madeUp = await leadsTo(null, '/..%2F%2Fevil.example?corpId=%0Adingcorp')
    expect(madeUp.page.origin).toBe('https://our.example')
    expect(madeUp.asked).toEqual([])
  })

  it('is looked up for only a few requests at a time, and fewer of one address', async () => {
    const pending = new Promise<null>(() => {})
    const findStarted = vi.fn<FlowStore['findStarted']>().mockReturnValue(pending)
    const routes = routesOn(findStarted)
    const ask = async (address: string) =>
      onBehalfOf(new Requester(address), async () => routes.request(`/${reference}`))
    const flood = Array.from({ length: 53 }, async () => ask('flood'))
    const refused = await Promise.race(flood)
    expect([refused.status, await refused.text()]).toEqual([503, 'store-unavailable'])
    expect(findStarted).toHaveBeenCalledTimes(2)
    const others = Array.from({ length: 7 }, async (_, index) => ask(`address ${index}`))
    await vi.waitFor(() => expect(findStarted).toHaveBeenCalledTimes(8))
    // Those without a turn are refused after a second.
    expect((await Promise.all(others)).map(({ status }) => status)).toEqual(Array(7).fill(503))
    expect(findStarted).toHaveBeenCalledTimes(8)
  })

  it('is looked up for others at once while one address sends many requests', async () => {
    const findStarted = vi.fn<FlowStore['findStarted']>().mockImplementation(async () => {
      await setImmediate()
      return null
    })
    const routes = routesOn(findStarted)
    const ask = async (address: string) =>
      onBehalfOf(new Requester(address), async () => routes.request(`/${reference}`))
    const flood = Array.from({ length: 200 }, async () => ask('flood'))
    const others = Array.from({ length: 20 }, async (_, index) => ask(`address ${index}`))
    expect((await Promise.all(others)).map(({ status }) => status)).toEqual(Array(20).fill(302))
    expect((await Promise.all(flood)).filter(({ status }) => status === 302)).toHaveLength(52)
  })
})
