import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { internalApp, sandboxCorpId } from '#sandbox/played.ts'
import { byItselfHeader } from '#shared/rules/by-itself.ts'
import { noTexts } from '#shared/rules/party/party.ts'
import { flowViewSchema, type FlowView } from '#shared/schemas/flow/flow.ts'
import { flowViewsSchema } from '#shared/schemas/flow/flow-views.ts'
import { shareLinkSchema } from '#shared/schemas/flow/share-link.ts'
import type { Store } from '#proxy/base/store/store.ts'
import { internal } from '#proxy/testing/sandbox-apps.ts'
import { startSandboxedProxy, type SandboxedProxy } from '#proxy/testing/sandboxed-proxy.ts'

/** Cached views, and what must end them at once; over real connections. */

const hour = 3_600_000
const signing = 'PRO-SANDBOX-SIGNING'
const env = { ...internal, DINGTALK_AGENT_ID: internalApp.agentId, FLOW_ACCESS: 'participants' }

let now = Date.now()
let running: SandboxedProxy
let store: Store
let url: string

async function cookieOf(userId: string): Promise<string> {
  await running.signIn(userId)
  return running.proxy.cookie()
}

async function see(cookie: string, taskId = signing, headers: Record<string, string> = {}) {
  return fetch(`${url}/api/flows/${taskId}`, { headers: { cookie, ...headers } })
}

async function viewFor(cookie: string): Promise<FlowView> {
  return flowViewSchema.parse(await (await see(cookie)).json())
}

async function post(cookie: string, action: string): Promise<Response> {
  const headers = { cookie, origin: url }
  return fetch(`${url}/api/flows/${signing}/${action}`, { method: 'POST', headers })
}

/** Rereads until the next view is a cached one, as storing a visit drops the cache once more. */
async function warm(cookie: string): Promise<FlowView> {
  const { flows, access } = store.registry
  const questions = [vi.spyOn(flows, 'flowContextOf'), vi.spyOn(access, 'involvementOf')]
  await vi.waitFor(async () => {
    await viewFor(cookie)
    for (const question of questions) question.mockClear()
    await viewFor(cookie)
    for (const question of questions) expect(question).not.toHaveBeenCalled()
  })
  return viewFor(cookie)
}

async function recordStart(signer = 'lisi'): Promise<void> {
  const rest = { ...noTexts, role: 'signer', requirement: null } as const
  await store.registry.flows.recordStart(sandboxCorpId, {
    taskId: signing,
    title: '办公设备采购合同',
    status: 'signing',
    initiator: { userId: 'zhangsan', name: '张三', organization: null },
    people: [
      { ...rest, userId: 'zhangsan', name: '张三', order: 1 },
      { ...rest, userId: signer, name: '李四', order: 2 },
    ],
    deadline: now + 5 * hour,
    startedAt: now - 55 * hour,
  })
}

beforeAll(async () => {
  running = await startSandboxedProxy(env, { now: () => now })
  store = running.store
  await store.ready()
  url = await running.proxy.listen()
})

afterAll(() => running.close())

describe('a cached view', () => {
  let zhangsan: string
  let lisi: string

  beforeEach(async () => {
    // By then everything that earlier tests left in caches has expired.
    now += 20 * 60_000
    await recordStart()
    zhangsan = await cookieOf('zhangsan')
    lisi = await cookieOf('lisi')
  })

  it('belongs to its requester, even when others look at the same moment', async () => {
    await warm(zhangsan)
    await warm(lisi)
    for (let round = 0; round < 5; round += 1) {
      const [his, hers] = await Promise.all([viewFor(zhangsan), viewFor(lisi)])
      expect(his.registry?.isInitiator).toBe(true)
      expect(hers.registry?.isInitiator).toBe(false)
      expect(his.registry?.people.map(({ isMe }) => isMe)).toEqual([true, false, false])
      expect(hers.registry?.people.map(({ isMe }) => isMe)).toEqual([false, true, false])
    }
  })

  it('is not shown to people who may not see the flow', async () => {
    await warm(lisi)
    const qianqi = await cookieOf('qianqi')
    expect((await see(qianqi)).status).toBe(403)
    expect((await see('')).status).toBe(401)
    expect((await see(`${lisi}x`)).status).toBe(401)
  })

  it('is no visit while the page shows it by itself', async () => {
    const admin = await cookieOf('wangwu')
    expect((await see(admin, signing, { [byItselfHeader]: '1' })).status).toBe(200)
    now += 1000
    expect((await see(admin)).status).toBe(200)
    await vi.waitFor(async () => {
      const audit = await running.get('/api/audit?kind=flow-opened')
      const { views } = flowViewsSchema.parse(await audit.json())
      const mine = views.filter(({ userId }) => userId === 'wangwu')
      expect(mine.map(({ at }) => at)).toEqual([now])
    })
  })

  it('shows at once what another person did', async () => {
    await warm(zhangsan)
    await warm(lisi)
    expect((await post(zhangsan, 'urge')).status).toBe(200)
    for (const cookie of [zhangsan, lisi]) {
      const { registry } = await viewFor(cookie)
      expect(registry?.reminders?.[0]?.name).toBe('张三')
      expect(registry?.urge.state).not.toBe('possible')
    }
  })

  it('ends when another instance reports a change: people who were added or removed', async () => {
    await warm(lisi)
    await recordStart('qianqi')
    await store.events.publish({ type: 'flow-changed', corpId: sandboxCorpId, taskId: signing })
    await vi.waitFor(async () => expect((await see(lisi)).status).toBe(403))
    expect((await see(await cookieOf('qianqi'))).status).toBe(200)
  })

  it('ends with the link that gave access, and with the session', async () => {
    const link = shareLinkSchema.parse(await (await post(zhangsan, 'share-link')).json())
    const access = new URL(link.url).searchParams.get('access') ?? ''
    const qianqi = await cookieOf('qianqi')
    expect((await see(qianqi, signing, { 'x-flow-access': access })).status).toBe(200)
    await warm(qianqi)
    now += 13 * hour
    expect((await see(qianqi)).status).toBe(401)
    now = link.expiresAt - 1000
    const again = await cookieOf('qianqi')
    await warm(again)
    now = link.expiresAt
    expect((await see(again)).status).toBe(403)
  })

  it('ends when a reminder becomes possible', async () => {
    expect((await post(zhangsan, 'urge')).status).toBe(200)
    const from = Number((await viewFor(zhangsan)).registry?.urge.availableAt)
    expect(from).toBeGreaterThan(now)
    // Late enough that the view would be cached beyond that time.
    now = from - 1000
    expect((await warm(zhangsan)).registry?.urge.state).toBe('too-soon')
    now = from
    expect((await viewFor(zhangsan)).registry?.urge.state).toBe('possible')
  })

  it('ends after seconds, so that changes without a notice show up', async () => {
    const { flow, fetchedAt } = await warm(lisi)
    await running.control('POST', `/flows/${signing}/advance`)
    now += 3000
    const later = await viewFor(lisi)
    expect(later.fetchedAt).toBeGreaterThan(fetchedAt)
    expect(later.flow.logs.length).toBeGreaterThan(flow.logs.length)
  })
})
