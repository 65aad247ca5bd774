import { afterAll, afterEach, beforeAll, expect, it, vi } from 'vitest'
import { z } from 'zod'
import { sandboxCorpId, startSandbox } from '#sandbox/played.ts'
import { accessRequestListSchema } from '#shared/schemas/access-request.ts'
import { flowViewSchema } from '#shared/schemas/flow/flow.ts'
import type { Store } from '#proxy/base/store/store.ts'
import { newDatabase } from '#proxy/base/store/testing/new-database.ts'
import { openStore } from '#proxy/base/store/testing/open-store.ts'
import { internal } from '#proxy/testing/sandbox-apps.ts'
import { becomesTrue, withinASecond } from '#proxy/testing/slow-clock.ts'
import { startTestProxy, type TestProxy } from '#proxy/testing/test-proxy.ts'
import { listenToEvents } from './testing/listen-to-events.ts'
import { noticeKinds } from '#proxy/features/notices/notice-work.ts'

/** Two instances on one database: e签宝's notice reaches one, the page is open on the other. */

const signing = 'PRO-SANDBOX-SIGNING'
const secret = 'the-secret-of-notices'

let sandbox: Awaited<ReturnType<typeof startSandbox>>
const proxies: TestProxy[] = []

beforeAll(async () => {
  sandbox = await startSandbox()
})

afterEach(async () => {
  // Afterwards another test gets their database.
  await Promise.all(proxies.splice(0).map((proxy) => proxy.close()))
})

afterAll(() => sandbox.close())

/** @param now a clock that stands still, so that readings are cached until an event drops them */
async function start(store: Store, now: number): Promise<TestProxy> {
  const env = { ...internal, ESIGN_NOTICE_SECRET: secret, FLOW_ACCESS: 'participants' }
  const proxy = await startTestProxy(sandbox.url, env, { store, now: () => now })
  proxies.push(proxy)
  return proxy
}

/**
 * Publishes the event of a reading before the event of the change, as can happen on two
 * connections.
 */
function overtaken(store: Store): Store {
  const { publish, subscribe } = store.events
  let release = () => {}
  const isRead = new Promise<void>((resolve) => {
    release = resolve
  })
  return {
    ...store,
    events: {
      subscribe,
      async publish(event) {
        if (event.type === 'flow-changed' && event.readAt === undefined) await isRead
        await publish(event)
        release()
      },
    },
  }
}

/** Leaves all background work to the other instance. */
function idle(store: Store): Store {
  return { ...store, jobs: { ...store.jobs, claim: () => Promise.resolve(null) } }
}

const callsSchema = z.object({ calls: z.array(z.object({ path: z.string() })) })

const notice = { action: 'SIGN', taskId: signing, bizData: { status: 'FINISH' } }

async function control(path: string, body: unknown = {}): Promise<unknown> {
  const answer = await fetch(`${sandbox.url}/_sandbox${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  const text = await answer.text()
  return text === '' ? null : JSON.parse(text)
}

async function signIn(proxy: TestProxy, userId = 'wangwu'): Promise<void> {
  const issued = await control('/auth-codes', { userId })
  const { code } = z.object({ code: z.string() }).parse(issued)
  await proxy.signIn({ authCode: code, corpId: sandboxCorpId })
}

it('signing out at one instance counts at all, also at one that starts later', async () => {
  const databaseUrl = await newDatabase()
  const now = Date.now()
  const first = await start(await openStore({ databaseUrl }), now)
  const second = await start(await openStore({ databaseUrl }), now)
  await signIn(first)
  const headers = { cookie: first.cookie() }
  const statusAt = async (proxy: TestProxy) => (await proxy.ask('/api/session', { headers })).status
  expect(await statusAt(second)).toBe(200)
  expect((await first.ask('/api/session', { method: 'DELETE', headers })).status).toBe(204)
  expect(await statusAt(first)).toBe(401)
  await vi.waitFor(async () => expect(await statusAt(second)).toBe(401))
  expect(await statusAt(await start(await openStore({ databaseUrl }), now))).toBe(401)
})

it.each([
  { order: 'in order', published: (store: Store) => store },
  { order: 'the other way round', published: overtaken },
])(
  'a page is shown the change when another instance gets the notice, with events $order',
  async ({ published }) => {
    await fetch(`${sandbox.url}/_sandbox/reset`, { method: 'POST' })
    const databaseUrl = await newDatabase()
    const now = Date.now()
    const noticed = await start(published(await openStore({ databaseUrl })), now)
    // This clock is ahead, so its earlier reading looks newer than the other instance's.
    const shown = await start(idle(await openStore({ databaseUrl })), now + 60 * 60_000)
    const [noticedUrl, shownUrl] = [await noticed.listen(), await shown.listen()]
    await signIn(shown)
    const look = async () =>
      flowViewSchema.parse(await (await shown.ask(`/api/flows/${signing}`)).json()).flow.status
    const headers = { cookie: shown.cookie() }
    const page = await listenToEvents(`${shownUrl}/api/flows/${signing}/events`, headers)

    await control(`/flows/${signing}/advance`)
    expect(await look()).toBe('signing')
    await control(`/flows/${signing}/advance`)
    expect(await look()).toBe('signing')
    expect(page.events).toEqual([])
    const answer = await fetch(`${noticedUrl}/callbacks/esign/${secret}`, {
      method: 'POST',
      body: JSON.stringify(notice),
    })
    expect(answer.status).toBe(200)
    await vi.waitFor(() => expect(page.events).not.toEqual([]), { interval: 5 })
    expect(await look()).toBe('completed')
    page.leave()
  },
)

it('a page is told within a second when another instance gets the notice', async () => {
  await fetch(`${sandbox.url}/_sandbox/reset`, { method: 'POST' })
  const databaseUrl = await newDatabase()
  const now = Date.now()
  const noticed = await start(await openStore({ databaseUrl }), now)
  const shown = await start(idle(await openStore({ databaseUrl })), now)
  const [noticedUrl, shownUrl] = [await noticed.listen(), await shown.listen()]
  await signIn(shown)
  const headers = { cookie: shown.cookie() }
  const page = await listenToEvents(`${shownUrl}/api/flows/${signing}/events`, headers)
  await control(`/flows/${signing}/advance`)
  await withinASecond(async () => {
    const posted = { method: 'POST', body: JSON.stringify(notice) }
    expect((await fetch(`${noticedUrl}/callbacks/esign/${secret}`, posted)).status).toBe(200)
    await becomesTrue(() => page.events.length > 0)
  })
  page.leave()
})

it('a person who decides gets an event at one instance for an access request at another', async () => {
  await fetch(`${sandbox.url}/_sandbox/reset`, { method: 'POST' })
  const databaseUrl = await newDatabase()
  const now = Date.now()
  const asking = await start(await openStore({ databaseUrl }), now)
  const store = await openStore({ databaseUrl })
  const deciding = await start(store, now)
  await signIn(deciding)
  await signIn(asking, 'qianqi')
  const headers = { cookie: deciding.cookie() }
  const page = await listenToEvents(
    `${await deciding.listen()}/api/flows/${signing}/events`,
    headers,
  )
  const asked = await asking.ask(`/api/flows/${signing}/access-requests`, { method: 'POST' })
  expect(asked.status).toBe(202)
  const requests = { type: 'requests', data: { taskId: signing } }
  await vi.waitFor(() => expect(page.events).toContainEqual(expect.objectContaining(requests)), {
    interval: 5,
  })
  const waiting = await deciding.ask(`/api/access-requests?taskId=${signing}`)
  expect(accessRequestListSchema.parse(await waiting.json()).requests).toHaveLength(1)
  page.leave()
})

it('a change is stored even when the clock of the instance with the notice is behind', async () => {
  await fetch(`${sandbox.url}/_sandbox/reset`, { method: 'POST' })
  const databaseUrl = await newDatabase()
  const now = Date.now()
  const ahead = await start(idle(await openStore({ databaseUrl })), now)
  const store = await openStore({ databaseUrl })
  const behind = await start(store, now - 60 * 60_000)
  const behindUrl = await behind.listen()
  const remembered = () => store.registry.flows.find(sandboxCorpId, signing)
  const { code } = z
    .object({ code: z.string() })
    .parse(await control('/auth-codes', { userId: 'wangwu' }))
  await ahead.signIn({ authCode: code, corpId: sandboxCorpId })
  expect((await ahead.ask(`/api/flows/${signing}`)).status).toBe(200)
  await vi.waitFor(async () => expect(await remembered()).toMatchObject({ status: 'signing' }))

  await control(`/flows/${signing}/advance`)
  await control(`/flows/${signing}/advance`)
  const posted = { method: 'POST', body: JSON.stringify(notice) }
  expect((await fetch(`${behindUrl}/callbacks/esign/${secret}`, posted)).status).toBe(200)
  const left = async () => (await store.jobs.behind(noticeKinds)).count
  await vi.waitFor(async () => expect(await left()).toBe(0), { interval: 10 })
  expect(await remembered()).toMatchObject({ status: 'completed', confirmedAt: now - 60 * 60_000 })
})

it('notices that a dead instance left are each followed up by one of several that start', async () => {
  await fetch(`${sandbox.url}/_sandbox/reset`, { method: 'POST' })
  const databaseUrl = await newDatabase()
  const stores = [await openStore({ databaseUrl }), await openStore({ databaseUrl })] as const
  const { jobs } = stores[0]
  const tasks = ['SIGNING', 'EXTERNAL', 'SEAL-APPROVAL'].map((name) => `PRO-SANDBOX-${name}`)
  const of = { corpId: '', kind: 'notice', payload: { isEnd: false }, dueAt: 1, expiresAt: null }
  await jobs.put(
    tasks.map((taskId) => ({ ...of, taskId, key: `notice:${taskId}` })),
    1,
  )
  // Both are started before the first reading ends.
  await control('/faults', { match: 'GET /v2.0/esign/flowTasks/', delayMs: 2000 })
  await Promise.all(stores.map((store) => start(store, Date.now())))
  await vi.waitFor(async () => expect(await jobs.behind(noticeKinds)).toMatchObject({ count: 0 }))
  const answer = await fetch(`${sandbox.url}/_sandbox/calls`)
  const { calls } = callsSchema.parse(await answer.json())
  const read = calls.flatMap(({ path }) => /flowTasks\/([^/]+)$/.exec(path)?.[1] ?? [])
  expect(read.toSorted()).toEqual(tasks.toSorted())
})
