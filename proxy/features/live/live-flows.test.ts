import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { sandboxCorpId } from '#sandbox/played.ts'
import { flowListSchema } from '#shared/schemas/flow/flow-list.ts'
import { flowViewSchema } from '#shared/schemas/flow/flow.ts'
import { problemSchema } from '#shared/schemas/problem.ts'
import { internal } from '#proxy/testing/sandbox-apps.ts'
import { startTestProxy } from '#proxy/testing/test-proxy.ts'
import { setups, startSandboxedProxy, type SandboxedProxy } from '#proxy/testing/sandboxed-proxy.ts'
import { listenToEvents, type EventSubscription } from './testing/listen-to-events.ts'
import { noticeKinds } from '#proxy/features/notices/notice-work.ts'

/** From e签宝's notice to the open pages, with the sandbox. */

const signing = 'PRO-SANDBOX-SIGNING'
const noticeSecret = 'the-secret-of-notices'

let running: SandboxedProxy
let url: string
let clock: () => number = Date.now

async function start(env: Record<string, string>): Promise<void> {
  const settings = { ...env, ESIGN_NOTICE_SECRET: noticeSecret }
  running = await startSandboxedProxy(settings, { now: () => clock() })
  url = await running.proxy.listen()
  await running.store.ready()
}

function listen(path: string, headers: Record<string, string> = {}): Promise<EventSubscription> {
  return listenToEvents(url + path, { cookie: running.proxy.cookie(), ...headers })
}

async function notify(body: unknown, secret = noticeSecret): Promise<Response> {
  const text = typeof body === 'string' ? body : JSON.stringify(body)
  return fetch(`${url}/callbacks/esign/${secret}`, { method: 'POST', body: text })
}

function notice(taskId: string, status: string) {
  return { action: 'SIGN', taskId, bizData: { status } }
}

async function look(taskId: string) {
  return flowViewSchema.parse(await (await running.get(`/api/flows/${taskId}`)).json())
}

/** How many times the flow was read upstream; one reading takes three calls. */
async function readsOf(taskId: string): Promise<number> {
  return (await running.calls(taskId)).length / 3
}

async function confirmed(status: string): Promise<string[]> {
  const answer = await running.get(`/api/flows?status=${status}`)
  return flowListSchema.parse(await answer.json()).flows.map(({ taskId }) => taskId)
}

function changed(taskId: string) {
  return { type: 'changed', data: { taskId }, id: expect.any(String) }
}

describe.each(setups)('a notice, with %s', (_name, env) => {
  beforeAll(() => start(env))

  afterAll(() => running.close())

  it('makes pages read again, and what happened is stored', async () => {
    await running.signIn('wangwu')
    expect((await look(signing)).flow.status).toBe('signing')
    const [page, home] = [await listen(`/api/flows/${signing}/events`), await listen('/api/events')]
    await running.control('POST', `/flows/${signing}/advance`, {})
    await running.control('POST', `/flows/${signing}/advance`, {})
    expect((await notify(notice(signing, 'FINISH'))).status).toBe(200)
    await vi.waitFor(() => expect(page.events[0]).toEqual(changed(signing)))
    expect((await look(signing)).flow.status).toBe('completed')
    await vi.waitFor(() => expect(home.events).toEqual([changed(signing), changed(signing)]))
    expect(await confirmed('completed')).toContain(signing)
  })
})

describe('live flows', () => {
  beforeAll(() => start({ ...internal, FLOW_ACCESS: 'participants' }))

  afterAll(() => running.close())

  beforeEach(async () => {
    clock = Date.now
    await running.control('POST', '/reset', {})
    await running.signIn('wangwu')
  })

  it('cost one reading per change, however many pages read again', async () => {
    const taskId = 'PRO-SANDBOX-EXTERNAL'
    // The clock stands still, as thirty pages may take longer than readings are cached.
    const now = Date.now()
    clock = () => now
    await look(taskId)
    const pages = await Promise.all(
      Array.from({ length: 30 }, () => listen(`/api/flows/${taskId}/events`)),
    )
    const before = await readsOf(taskId)
    await running.control('POST', `/flows/${taskId}/advance`, {})
    await notify(notice(taskId, 'RUNNING'))
    const reread = async (page: EventSubscription, times: number) => {
      await vi.waitFor(() => expect(page.events.length).toBeGreaterThanOrEqual(times))
      await look(taskId)
    }
    await Promise.all(pages.map((page) => reread(page, 1)))
    await Promise.all(pages.map((page) => reread(page, 2)))
    expect(await readsOf(taskId)).toBe(before + 1)
    for (const page of pages) page.leave()
  })

  it('cost at most one reading per second, however many notices arrive', async () => {
    const before = await readsOf(signing)
    const began = performance.now()
    const answers = await Promise.all(
      Array.from({ length: 100 }, () => notify(notice(signing, 'RUNNING'))),
    )
    expect(answers.every(({ status }) => status === 200)).toBe(true)
    await vi.waitFor(async () =>
      expect(await running.store.jobs.behind(noticeKinds)).toMatchObject({ count: 0 }),
    )
    const seconds = (performance.now() - began) / 1000
    expect(await readsOf(signing)).toBeLessThanOrEqual(before + 2 + Math.ceil(seconds))
  })

  it('are only for those who may see them', async () => {
    const page = await listen('/api/events')
    await running.signIn('qianqi')
    const stranger = await listen('/api/events')
    const refused = await running.get(`/api/flows/${signing}/events`)
    expect(refused.status).toBe(403)
    expect(problemSchema.parse(await refused.json()).code).toBe('flow-forbidden')
    await notify(notice(signing, 'RUNNING'))
    await vi.waitFor(() => expect(page.events).toContainEqual(changed(signing)))
    await running.store.registry.flows.recordStart(sandboxCorpId, {
      taskId: 'PRO-SANDBOX-EXTERNAL',
      title: null,
      status: 'signing',
      initiator: { userId: 'qianqi', name: '赵六', organization: null },
      people: [],
      deadline: null,
      startedAt: Date.now(),
    })
    await notify(notice('PRO-SANDBOX-EXTERNAL', 'RUNNING'))
    await vi.waitFor(() => expect(stranger.events).toContainEqual(changed('PRO-SANDBOX-EXTERNAL')))
    expect(stranger.events).not.toContainEqual(changed(signing))
    for (const subscription of [page, stranger]) subscription.leave()
  })

  it('need a session', async () => {
    for (const path of ['/api/events', `/api/flows/${signing}/events`]) {
      const nobody = await listen(path, { cookie: '' })
      expect(nobody.status).toBe(401)
    }
    expect((await running.get('/api/flows/a%20b/events')).status).toBe(400)
  })

  it('refuse the thirty-first page of a person, and say when to retry', async () => {
    const open = await Promise.all(Array.from({ length: 30 }, () => listen('/api/events')))
    expect(open.map(({ status }) => status)).toEqual(open.map(() => 200))
    const refused = await running.get('/api/events')
    expect(refused.status).toBe(429)
    expect(refused.headers.get('retry-after')).toBe('60')
    expect(problemSchema.parse(await refused.json()).code).toBe('too-many-streams')
    for (const subscription of open) subscription.leave()
    await vi.waitFor(async () => {
      const subscription = await listen('/api/events')
      subscription.leave()
      expect(subscription.status).toBe(200)
    })
  })

  it('are sent at once: not cached, compressed or buffered', async () => {
    const subscription = await listen('/api/events', { 'accept-encoding': 'gzip, br' })
    expect(subscription.headers).toMatchObject({
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store, no-transform',
      'x-accel-buffering': 'no',
      'x-content-type-options': 'nosniff',
      'x-request-id': expect.any(String),
    })
    expect(subscription.headers).not.toHaveProperty('content-encoding')
    subscription.leave()
    const head = await fetch(`${url}/api/events`, {
      method: 'HEAD',
      headers: { cookie: running.proxy.cookie() },
    })
    expect(head.status).toBe(200)
    expect(head.headers.get('content-type')).toContain('text/event-stream')
  })

  it('are read for notices that an earlier process did not finish', async () => {
    const { store, sandboxUrl } = running
    const taskId = 'PRO-SANDBOX-REVOKED'
    const of = { corpId: '', kind: 'notice', key: `notice:${taskId}`, taskId }
    await store.jobs.put([{ ...of, payload: { isEnd: true }, dueAt: Date.now() - 5000 }], 1)
    const next = await startTestProxy(sandboxUrl, internal, {
      store: { ...store, close: () => Promise.resolve() },
    })
    await vi.waitFor(async () => expect(await confirmed('revoked')).toEqual([taskId]))
    await vi.waitFor(async () =>
      expect(await store.jobs.behind(noticeKinds)).toMatchObject({ count: 0 }),
    )
    await next.close()
  })
})

describe('the address of notices', () => {
  beforeAll(() => start(internal))

  afterAll(() => running.close())

  it('is found only with the secret, which is never logged', async () => {
    const guesses = ['the-secret-of-notice', `${noticeSecret}s`, 'x', `${noticeSecret}/x`, '']
    for (const guess of guesses)
      expect((await notify(notice(signing, 'RUNNING'), guess)).status).toBe(404)
    expect((await fetch(`${url}/callbacks/esign/${noticeSecret}`)).status).toBe(404)
    expect((await notify(notice(signing, 'RUNNING'))).status).toBe(200)
    await vi.waitFor(() => expect(running.proxy.logText()).toContain('/callbacks/esign/***'))
    expect(running.proxy.logText()).not.toContain('the-secret')
  })

  it('accepts invalid notices so that they are not repeated, and answers without whitespace', async () => {
    for (const body of ['', '{', '[]', '{"taskId":"../x"}', '{"action":"SIGN"}']) {
      const answer = await notify(body)
      expect(answer.status).toBe(200)
      expect(await answer.text()).not.toMatch(/[\s\\/]/)
    }
    expect((await notify('x'.repeat(20_000))).status).toBe(413)
  })

  it('accepts notices of unknown flows and authorisations', async () => {
    await notify(notice('PRO-UNHEARD-OF', 'FINISH'))
    await notify({ action: 'CORP_AUTH', taskId: 'AUTH-1', bizData: { status: 'SUCCESS' } })
    await vi.waitFor(async () =>
      expect(await running.store.jobs.behind(noticeKinds)).toMatchObject({ count: 0 }),
    )
    expect(await running.calls('AUTH-1')).toEqual([])
  })
})
