import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { z } from 'zod'
import { sandboxCorpId } from '#sandbox/played.ts'
import { flowViewSchema } from '#shared/schemas/flow/flow.ts'
import { startedFlowSchema } from '#shared/schemas/flow/start-flow-request.ts'
import type { Store } from '#proxy/base/store/store.ts'
import { newDatabase } from '#proxy/base/store/testing/new-database.ts'
import { openStore } from '#proxy/base/store/testing/open-store.ts'
import { thirdParty } from '#proxy/testing/sandbox-apps.ts'
import { startSandboxedProxy, type SandboxedProxy } from '#proxy/testing/sandboxed-proxy.ts'
import { startTestProxy, type TestProxy } from '#proxy/testing/test-proxy.ts'
import { noteSize } from '#proxy/testing/note-size.ts'
import { becomesTrue, withinASecond } from '#proxy/testing/slow-clock.ts'
import { createCorpListStore } from './corp-list-store.ts'

/** An organisation's life on two instances, while other organisations must not change. */

const isLong = process.env['LONG'] === '1'
const others = isLong ? 2_000 : 20
const life = 'dinglife'
/** The others are read from e签宝 at two a second, possibly all by one instance. */
const slowly = { timeout: 50_000 + others * 500 }

let one: SandboxedProxy
let other: TestProxy
let store: Store

beforeAll(async () => {
  const databaseUrl = await newDatabase()
  store = await openStore({ databaseUrl })
  const env = { ...thirdParty, OPERATOR_USER_IDS: `${sandboxCorpId}:wangwu` }
  one = await startSandboxedProxy(env, { store })
  const otherStore = await openStore({ databaseUrl })
  other = await startTestProxy(one.sandboxUrl, env, { store: otherStore })
  one.proxy.hearEvents()
  other.hearEvents()
})

afterAll(async () => {
  await other.close()
  await one.close()
})

const move = (corpId: string, body: Record<string, unknown>) =>
  one.control('POST', `/corps/${corpId}/life`, body)

const stateOf = async () => (await store.corps.find(life))?.state

/** The state of the other organisations, without their members' last visits. */
async function rest() {
  const { items } = await createCorpListStore(store.database).page({
    filter: 'all',
    sort: 'condition',
    order: 'asc',
    q: 'dingother',
    now: Date.now(),
    monthBegan: 0,
    limit: others + 1,
  })
  // These two fields change when all organisations are read after a gap of the line.
  return items
    .map((item) => ({ ...item, askedAt: null, since: null }))
    .toSorted((a, b) => (a.corpId < b.corpId ? -1 : 1))
}

async function operate(what: string, body?: unknown): Promise<Response> {
  await one.signIn('wangwu')
  return one.post(`/api/operator/corps/${life}/${what}`, body)
}

/** Bypasses the caches. */
const fresh = { headers: { 'cache-control': 'no-cache' } }

const json = { 'content-type': 'application/json' }

const askOther = (path: string, body: unknown) =>
  other.ask(path, { method: 'POST', headers: json, body: JSON.stringify(body) })

/** A member starts a flow that both people have to sign. @returns the task id */
async function startFlow(): Promise<string> {
  await one.signIn('member', life)
  const fileId = await one.upload('采购合同.pdf')
  const signer = (userId: string, name: string, order: number) => {
    return { kind: 'member', userId, name, seals: ['personal'], order }
  }
  const draft = {
    launch: 'direct',
    title: '采购合同',
    files: [{ fileId, name: '采购合同.pdf', kind: 'contract' }],
    signers: [signer('member', '王二', 1), signer('manager', '郑一', 2)],
  }
  const started = await one.post('/api/flows', draft, { 'idempotency-key': randomUUID() })
  expect(started.status).toBe(201)
  const { taskId } = startedFlowSchema.parse(await started.json())
  return z.string().parse(taskId)
}

/** Signs on the e签宝 page that an instance returned. */
async function sign(answer: Response): Promise<void> {
  const { mobileUrl } = z.object({ mobileUrl: z.url() }).parse(await answer.json())
  const page = await (await fetch(mobileUrl)).text()
  const signer = /name="signer" value="([^"]+)"/.exec(page)?.[1] ?? ''
  const form = new URLSearchParams({ action: 'sign', signer })
  const signed = await fetch(mobileUrl, { method: 'POST', body: form, redirect: 'manual' })
  expect(signed.headers.get('location')).toContain('returned=sign')
}

/** Waits until an instance has read this status. */
async function becomes(status: string, ask: () => Promise<Response>): Promise<void> {
  await vi.waitFor(async () => {
    const view = flowViewSchema.parse(await (await ask()).json())
    expect(view.flow.status).toBe(status)
  }, slowly)
}

async function signInAtOther(userId: string): Promise<Response> {
  const issued = await one.control('POST', '/auth-codes', { userId, corpId: life })
  const { code } = z.object({ code: z.string() }).parse(issued)
  return other.signIn({ authCode: code, corpId: life })
}

it(
  'an organisation goes from authorisation to deletion',
  async () => {
    await one.control('POST', '/corps', { corpId: life, name: '长河科技' })
    noteSize(`${others} other organisations`)
    await one.control('POST', '/corps', { corpId: 'dingother', name: '远山', count: others })
    for (let index = 1; index <= others; index += 1)
      await move(`dingother${index}`, { what: 'authorise' })
    await move(life, { what: 'authorise' })
    await vi.waitFor(async () => {
      expect(await store.dingtalkEvents.health(0)).toMatchObject({ waiting: 0 })
      expect(await stateOf()).toBe('active')
      expect(await rest()).toHaveLength(others)
      // They are read from e签宝 after that.
      for (const { checkedAt } of await rest()) expect(checkedAt).not.toBeNull()
    }, slowly)
    const before = await rest()

    // The operator initialises it, and then its admin authorises the app on e签宝's page.
    expect((await operate('initialise')).status).toBe(200)
    await signInAtOther('manager')
    const asked = await askOther('/api/corp/auth-url', {})
    const page = z.object({ mobileUrl: z.string() }).parse(await asked.json())
    const form = new URLSearchParams({ action: 'agree' })
    await fetch(page.mobileUrl, { method: 'POST', body: form, redirect: 'manual' })
    const order = { orderId: 'L-1', quantity: 10, confirmedQuantity: 10 }
    const product = { itemCode: 'ITEM', itemName: 'Package', paidFen: 100 }
    expect((await operate('orders', { kind: 'channel', ...order, ...product })).status).toBe(201)

    // Its people start and sign a flow, each on another instance.
    const taskId = await startFlow()
    await sign(await one.post(`/api/flows/${taskId}/sign-url`))
    await becomes('signing', () => one.get(`/api/flows/${taskId}`))
    await sign(await askOther(`/api/flows/${taskId}/sign-url`, {}))
    await becomes('completed', () => other.ask(`/api/flows/${taskId}`, fresh))
    await vi.waitFor(
      async () =>
        expect(await store.registry.flows.find(life, taskId)).toMatchObject({
          status: 'completed',
        }),
      slowly,
    )
    expect((await operate('refresh')).status).toBe(200)
    expect(await store.corps.find(life)).toMatchObject({
      isInitialised: true,
      authorisation: 'authorised',
      contractsLeft: 9,
    })

    // When it stops the app, all sessions end within a second on both instances, for good.
    await one.signIn('member', life)
    expect((await one.get('/api/session')).status).toBe(200)
    await withinASecond(async () => {
      await move(life, { what: 'stop' })
      await becomesTrue(async () => (await one.get('/api/session')).status === 403)
      await becomesTrue(async () => (await other.ask('/api/session')).status === 403)
    })
    await move(life, { what: 'restore' })
    await vi.waitFor(async () => {
      expect((await one.get('/api/session')).status).toBe(401)
      expect((await other.ask('/api/session')).status).toBe(401)
    }, slowly)
    await one.signIn('member', life)
    expect((await signInAtOther('member')).status).toBe(201)

    // Its subscription has ended.
    await move(life, { what: 'buy', until: Date.now() - 1 })
    await vi.waitFor(async () => {
      const started = await one.post('/api/flows', {})
      expect(await started.json()).toMatchObject({ status: 403, code: 'subscription-ended' })
    }, slowly)
    await becomes('completed', () => one.proxy.ask(`/api/flows/${taskId}`, fresh))

    await move(life, { what: 'relieve' })
    await vi.waitFor(async () => {
      expect(await stateOf()).toBe('relieved')
      // The other instance learns of it later than the one that stores it.
      expect((await other.ask('/api/session')).status).toBe(403)
    }, slowly)
    expect((await signInAtOther('member')).status).toBe(403)
    const deleted = await operate('delete-data', { confirmation: life })
    expect(deleted.status).toBe(200)
    expect(await store.registry.flows.find(life, taskId)).toBeNull()
    // The entry may be written after the answer.
    await vi.waitFor(async () => {
      const { items } = await store.registry.views.list(life, { limit: 10 })
      expect(items.map(({ kind }) => kind)).toEqual(['data-deleted'])
    })
    expect(await rest()).toEqual(before)
  },
  300_000 + others * 500,
)
