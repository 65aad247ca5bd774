import { afterEach, describe, expect, it, vi } from 'vitest'
import { z } from 'zod'
import { internalApp, sandboxCorpId } from '#sandbox/played.ts'
import { encryptEnvelope } from '#proxy/upstream/dingtalk/events/envelope.ts'
import { listenToEvents } from '#proxy/features/live/testing/listen-to-events.ts'
import { internal } from '#proxy/testing/sandbox-apps.ts'
import { startSandboxedProxy, type SandboxedProxy } from '#proxy/testing/sandboxed-proxy.ts'
import { hintOf } from './event-hints.ts'

const sealed = 'PRO-SANDBOX-SEAL-APPROVAL'
const metricsToken = 'a-token-of-16-characters'

let app: SandboxedProxy

/** An internal app with a line to the sandbox's gateway. */
async function listen(): Promise<void> {
  app = await startSandboxedProxy({
    ...internal,
    DINGTALK_EVENTS: 'stream',
    METRICS_TOKEN: metricsToken,
  })
  await app.hearEvents()
}

async function untilAcknowledged(count: number): Promise<void> {
  const schema = z.object({ events: z.array(z.object({ outcome: z.string() })) })
  await vi.waitFor(async () => {
    const { events } = schema.parse(await app.control('GET', '/events'))
    expect(events.map(({ outcome }) => outcome)).toEqual(Array(count).fill('acknowledged'))
  })
}

async function untilSignedOut(): Promise<void> {
  await vi.waitFor(async () => expect((await app.get('/api/session')).status).toBe(401))
}

async function follow(userId: string): Promise<void> {
  const followed = { corpId: sandboxCorpId, userId, taskId: sealed }
  await app.store.news.follow(followed, 'follow', 1)
}

const followers = async () =>
  (await app.store.news.followsOf(sandboxCorpId, sealed)).map(({ userId }) => userId)

describe('an internal app', () => {
  afterEach(() => app.close())

  it('ends the sessions, open pages and follows of a person who leaves', async () => {
    await listen()
    for (const userId of ['zhangsan', 'lisi']) await follow(userId)
    await app.signIn('zhangsan')
    const url = await app.proxy.listen()
    const page = await listenToEvents(`${url}/api/events`, { cookie: app.proxy.cookie() })
    await app.control('DELETE', `/corps/${sandboxCorpId}/people/zhangsan`)
    await page.ended
    await untilSignedOut()
    expect(await followers()).toEqual(['lisi'])
    await app.signIn('lisi')
    expect((await app.get('/api/session')).status).toBe(200)
  })

  it('leaves alone who signs in after the time of the event', async () => {
    await listen()
    await follow('zhangsan')
    await app.signIn('zhangsan')
    await app.control('POST', '/events', {
      clientId: internalApp.clientId,
      eventType: 'user_leave_org',
      data: { userId: ['zhangsan'] },
      bornAt: Date.now() - 60_000,
    })
    await vi.waitFor(async () => expect(await followers()).toEqual([]))
    expect((await app.get('/api/session')).status).toBe(200)
  })

  it('rereads flows that wait for a seal when such an approval ends', async () => {
    await listen()
    await app.signIn('wangwu')
    expect((await app.get(`/api/flows/${sealed}`)).status).toBe(200)
    const stepOf = async () =>
      (await app.store.registry.flows.find(sandboxCorpId, sealed))?.nextStep
    await vi.waitFor(async () =>
      expect(await stepOf()).toMatchObject({ kind: 'waiting-for-seal-approval' }),
    )
    const url = await app.proxy.listen()
    const path = `${url}/api/flows/${sealed}/events`
    const page = await listenToEvents(path, { cookie: app.proxy.cookie() })
    const before = await stepOf()
    await app.control('POST', `/flows/${sealed}/advance`)
    await app.control('POST', `/flows/${sealed}/advance`)
    await vi.waitFor(() => expect(page.events.map(({ type }) => type)).toContain('changed'))
    await app.proxy.readDue()
    expect(await stepOf()).not.toEqual(before)
  })

  it('acknowledges and counts what nothing uses', async () => {
    await listen()
    const events = [
      { eventType: 'chat_update_title', data: {} },
      { eventType: 'bpms_instance_change', data: { bizCategoryId: 'something.else' } },
      { eventType: 'user_leave_org', data: { userId: ['zhangsan'] }, corpId: 'dinganother' },
      { eventType: 'org_suite_relieve', data: {} },
    ]
    for (const event of events)
      await app.control('POST', '/events', { clientId: internalApp.clientId, ...event })
    await untilAcknowledged(events.length)
    expect(await app.store.dingtalkEvents.health(0)).toEqual({
      waiting: 0,
      failed: 0,
      lastAt: null,
    })
    const headers = { authorization: `Bearer ${metricsToken}` }
    const text = await (await app.proxy.ask('/metrics', { headers })).text()
    for (const { eventType } of events)
      expect(text).toContain(`dingtalk_events_total{type="${eventType}",use="none"} 1`)
  })

  it('takes the same events when DingTalk posts them', async () => {
    const keys = { token: 'token', aesKey: 'a'.repeat(43), ownerKeys: [sandboxCorpId] }
    app = await startSandboxedProxy({
      ...internal,
      DINGTALK_EVENTS: 'http',
      DINGTALK_CALLBACK_TOKEN: keys.token,
      DINGTALK_CALLBACK_AES_KEY: keys.aesKey,
    })
    app.proxy.hearEvents()
    await app.signIn('zhangsan')
    const event = {
      EventType: 'user_leave_org',
      UserId: ['zhangsan'],
      CorpId: sandboxCorpId,
      TimeStamp: String(Date.now()),
    }
    const reply = { message: JSON.stringify(event), ownerKey: sandboxCorpId }
    const { signature, timestamp, nonce, encrypt } = encryptEnvelope(keys, reply, Date.now())
    const query = new URLSearchParams({ signature, timestamp, nonce })
    const answer = await app.proxy.askWithoutOrigin(`/callbacks/dingtalk?${query.toString()}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ encrypt }),
    })
    expect(answer.status).toBe(200)
    await untilSignedOut()
  })
})

const url = 'https://aflow.dingtalk.com/approval'

const told = {
  bizCategoryId: 'open.com.dd.suite.seal',
  type: 'start',
  processInstanceId: 'I',
  title: 'T',
  staffId: 'a',
  createTime: 1_700_000_000_000,
  url,
}

it.each([
  ['user_leave_org', { userId: ['a', 'b', 'a'] }, { kind: 'left', userIds: ['a', 'b'] }],
  ['user_leave_org', { UserId: 7 }, { kind: 'left', userIds: ['7'] }],
  ['user_leave_org', { userId: [{}] }, null],
  ['user_leave_org', null, null],
  ['user_add_org', { userId: ['a'] }, null],
  [
    'bpms_instance_change',
    { bizCategoryId: 'open.com.dd.suite.seal', staffId: 'a', type: 'finish' },
    { kind: 'seal-approval', sponsor: 'a', isOver: true, told: null },
  ],
  [
    'bpms_instance_change',
    { bizCategoryId: 'open.com.dd.suite.seal', staffId: 7 },
    { kind: 'seal-approval', sponsor: null, isOver: true, told: null },
  ],
  [
    'bpms_instance_change',
    told,
    {
      kind: 'seal-approval',
      sponsor: 'a',
      isOver: false,
      told: { instanceId: 'I', title: 'T', sponsor: 'a', startedAt: 1_700_000_000_000, url },
    },
  ],
  [
    'bpms_instance_change',
    { ...told, url: 'javascript:alert(1)' },
    { kind: 'seal-approval', sponsor: 'a', isOver: false, told: null },
  ],
  ['bpms_instance_change', { bizCategoryId: 'open.com.dd.suite.icontract' }, null],
  ['bpms_instance_change', 'nothing', null],
])('an event %s with %j gives the hint %j', (type, data, hint) => {
  expect(hintOf({ type, data })).toEqual(hint)
})
