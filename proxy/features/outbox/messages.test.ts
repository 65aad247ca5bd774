import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest'
import { z } from 'zod'
import { flowViewsSchema } from '#shared/schemas/flow/flow-views.ts'
import { sandboxCorpId, thirdPartyApp } from '#sandbox/played.ts'
import { outboxDeskSchema } from '#shared/schemas/corp/outbox.ts'
import type { Store } from '#proxy/base/store/store.ts'
import { openStore } from '#proxy/base/store/testing/open-store.ts'
import { person, reading, started } from '#proxy/base/store/testing/samples.ts'
import { momentText } from '#proxy/base/date-text.ts'
import { deliveryOf } from '#proxy/features/messages/delivery.ts'
import { thirdParty, withMessages } from '#proxy/testing/sandbox-apps.ts'
import {
  morning,
  startSandboxedProxy,
  type SandboxedProxy,
} from '#proxy/testing/sandboxed-proxy.ts'

const minuteMs = 60_000
const hourMs = 60 * minuteMs
const dayMs = 24 * hourMs

let app: SandboxedProxy

/** Starts an app for the tests of a group. */
function withApp(): void {
  beforeAll(async () => {
    app = await startSandboxedProxy(withMessages, { from: () => morning })
  })
  beforeEach(() => app.reset())
  afterAll(() => app.close())
}

/** Starts an app for one test. */
async function start(env: Record<string, string> = {}, more: { store?: Store } = {}) {
  app = await startSandboxedProxy({ ...withMessages, ...env }, { from: () => morning, ...more })
  onTestFinished(() => app.close())
  await app.initialise()
}

/** Each message's receivers and its title, oldest first. */
async function sentTitles(): Promise<string[]> {
  const messages = await app.messages()
  return messages.map(
    ({ to, text }) => `${to.join('+')}: ${/"title":"(.*?)"/.exec(text)?.[1] ?? text}`,
  )
}

async function desk() {
  await app.signIn('wangwu')
  const answer = await app.get('/api/corp/outbox')
  return outboxDeskSchema.parse(await answer.json()).groups
}

/**
 * Without changes of status bars, which a reading caused by a notice adds at any time, and which end
 * when they are due.
 */
async function deskWithoutBars() {
  return (await desk()).filter(({ kind }) => kind !== 'bar')
}

/** Expects a single message, about a near deadline, that names one signer and not the other. */
async function expectDeadlineOfOne(named: string, signed: string): Promise<void> {
  const [message, ...others] = await app.messages()
  expect(others).toEqual([])
  expect(message?.text).toContain('合同即将到期')
  expect(message?.text).toContain(named)
  expect(message?.text).not.toContain(signed)
}

describe('the person who started a flow', () => {
  withApp()

  it('is told once that it was refused, by whom and why', async () => {
    const taskId = await app.start(['lisi', 'wangwu'])
    await app.pass(hourMs)
    await app.refuse(taskId, 'lisi', '金额不对')
    await app.read(taskId)
    await app.pass(0)
    await app.read(taskId)
    await app.pass(dayMs)
    const [message, ...others] = await app.messages()
    expect(others).toEqual([])
    expect(message).toMatchObject({ to: ['zhangsan'], bar: '已拒签' })
    for (const part of ['合同被拒签', '李四', '金额不对', `/flows/${taskId}`])
      expect(message?.text).toContain(part)
  })

  it('is told that it is completed, but not of flows that ended before', async () => {
    const taskId = await app.start(['lisi'])
    await app.read('PRO-SANDBOX-COMPLETED')
    await app.read('PRO-SANDBOX-REFUSED')
    await app.sign(taskId, 'lisi')
    await app.read(taskId)
    await app.pass(0)
    expect(await sentTitles()).toEqual(['zhangsan: 合同已签署完成'])
  })

  it('is told a day before the deadline who has not signed, and the message is updated later', async () => {
    const taskId = await app.start(['lisi', 'wangwu'], { deadline: app.now() + 3 * dayMs })
    await app.sign(taskId, 'lisi')
    await app.read(taskId)
    await app.pass(dayMs)
    expect(await sentTitles()).toEqual([])
    await app.pass(dayMs)
    const [message] = await app.messages()
    expect(message).toMatchObject({ to: ['zhangsan'], bar: '签署中' })
    expect(message?.text).toContain('王五')
    expect(message?.text).not.toContain('李四')
    await app.sign(taskId, 'wangwu')
    await app.read(taskId)
    await app.pass(0)
    expect(await sentTitles()).toEqual(['zhangsan: 合同即将到期', 'zhangsan: 合同已签署完成'])
    expect((await app.messages()).map(({ bar }) => bar)).toEqual(['已完成', '已完成'])
  })

  it('is told in the morning who has not signed by then, even without visits in between', async () => {
    await app.pass(12.5 * hourMs)
    const more = { deadline: app.now() + 2 * dayMs, areParallel: true }
    const taskId = await app.start(['lisi', 'wangwu'], more)
    await app.read(taskId)
    await app.pass(dayMs)
    await app.sign(taskId, 'lisi')
    await app.pass(12 * hourMs)
    await expectDeadlineOfOne('王五', '李四')
  })

  it('is told who has not signed when a delayed message is sent', async () => {
    const more = { deadline: app.now() + 2 * dayMs, areParallel: true }
    const taskId = await app.start(['lisi', 'wangwu'], more)
    await app.read(taskId)
    await app.control('PATCH', `/corps/${sandboxCorpId}`, { missingScopes: ['qyapi_base'] })
    await app.pass(dayMs)
    expect(await desk()).toContainEqual(
      expect.objectContaining({ kind: 'message', reason: 'permission-missing' }),
    )
    await app.control('PATCH', `/corps/${sandboxCorpId}`, { missingScopes: [] })
    await app.sign(taskId, 'lisi')
    await app.read(taskId)
    await app.pass(hourMs)
    await expectDeadlineOfOne('王五', '李四')
  })

  it('is not told of the deadline of a flow that was completed before, even without visits', async () => {
    const taskId = await app.start(['lisi'], { deadline: app.now() + 3 * dayMs })
    await app.sign(taskId, 'lisi')
    await app.pass(2 * dayMs)
    expect(await sentTitles()).toEqual(['zhangsan: 合同已签署完成'])
  })

  it('is told after three days without progress, and again after another stop', async () => {
    const stopped = 'zhangsan: 合同三天没有进展'
    const taskId = await app.start(['lisi', 'wangwu', 'qianqi'])
    await app.read(taskId)
    await app.pass(2 * dayMs)
    await app.sign(taskId, 'lisi')
    await app.read(taskId)
    await app.pass(2 * dayMs)
    expect(await sentTitles()).toEqual([])
    await app.pass(dayMs)
    await app.pass(5 * dayMs)
    expect(await sentTitles()).toEqual([stopped])
    expect((await app.messages())[0]?.text).toContain('王五')
    await app.sign(taskId, 'wangwu')
    await app.read(taskId)
    await app.pass(3 * dayMs - hourMs)
    expect(await sentTitles()).toEqual([stopped])
    await app.pass(hourMs)
    expect(await sentTitles()).toEqual([stopped, stopped])
    const latest = (await app.messages())[1]?.text
    expect(latest).toContain('钱七')
    expect(latest).not.toContain('王五')
  })

  it.each(['signTasks', 'approvals'])(
    'is told three days after it moved, though it was read late and %s failed in between',
    async (section) => {
      const taskId = await app.start(['lisi', 'wangwu'])
      await app.read(taskId)
      await app.pass(2 * hourMs)
      await app.sign(taskId, 'lisi')
      const movedAt = app.now()
      await app.pass(12 * hourMs)
      await app.read(taskId)
      await app.pass(dayMs)
      const fault = { match: `esign/${section}/`, status: 502, body: '<html></html>', times: 2 }
      await app.control('POST', '/faults', fault)
      await app.read(taskId)
      await app.pass(minuteMs)
      await app.read(taskId)
      await app.pass(movedAt + 3 * dayMs - minuteMs - app.now())
      expect(await sentTitles()).toEqual([])
      await app.pass(2 * minuteMs)
      const [message, ...others] = await app.messages()
      expect(others).toEqual([])
      expect(message?.text).toContain(
        `最近进展：${momentText(movedAt, 'zh', { timeZone: 'Asia/Shanghai', now: app.now() })}`,
      )
      expect(message?.text).toContain('王五')
    },
  )

  it('is not told too early when others sign at the same time', async () => {
    const taskId = await app.start(['lisi', 'wangwu'], { areParallel: true })
    await app.read(taskId)
    await app.pass(dayMs)
    await app.sign(taskId, 'wangwu')
    await app.read(taskId)
    await app.pass(3 * dayMs - hourMs)
    expect(await sentTitles()).toEqual([])
    await app.pass(2 * hourMs)
    expect(await sentTitles()).toEqual(['zhangsan: 合同三天没有进展'])
  })

  it('is not disturbed at night', async () => {
    const taskId = await app.start(['lisi'])
    await app.pass(13 * hourMs)
    await app.sign(taskId, 'lisi')
    await app.read(taskId)
    await app.pass(0)
    expect(await sentTitles()).toEqual([])
    expect(await deskWithoutBars()).toMatchObject([
      { kind: 'message', reason: 'quiet-hours', count: 1 },
    ])
    await app.pass(9 * hourMs)
    expect(await sentTitles()).toEqual(['zhangsan: 合同已签署完成'])
  })

  it('can turn messages off, for all flows or for one', async () => {
    const muted = await app.start(['lisi'])
    const refused = await app.start(['lisi'])
    const completed = await app.start(['lisi'])
    expect((await app.put(`/api/flows/${muted}/follow`, { state: 'mute' })).status).toBe(200)
    const answer = await app.put('/api/me/preferences', { completed: false })
    expect(await answer.json()).toEqual({
      refused: true,
      completed: false,
      deadline: true,
      stuck: true,
    })
    await app.refuse(muted, 'lisi', '不对')
    await app.refuse(refused, 'lisi', '不对')
    await app.sign(completed, 'lisi')
    for (const taskId of [muted, refused, completed]) await app.read(taskId)
    await app.pass(0)
    const messages = await app.messages()
    expect(messages).toHaveLength(1)
    expect(messages[0]?.text).toContain(refused)
  })
})

describe('a person who follows a flow', () => {
  withApp()

  it('is told too, while that person may see the flow', async () => {
    const taskId = await app.start(['lisi', 'qianqi'])
    await app.signIn('qianqi')
    expect((await app.put(`/api/flows/${taskId}/follow`, { state: 'follow' })).status).toBe(200)
    const choices = await (await app.get(`/api/flows/${taskId}/follow`)).json()
    expect(choices).toEqual({ state: 'follow', every: null, hasDeadline: false })
    await app.refuse(taskId, 'lisi', '不对')
    await app.read(taskId)
    await app.pass(0)
    const receivers = (await app.messages()).map(({ to }) => to.join(' '))
    expect(receivers.toSorted()).toEqual(['qianqi', 'zhangsan'])
  })

  it('is skipped, without affecting others, if DingTalk does not say whether it is an admin', async () => {
    const taskId = await app.start(['lisi'])
    await app.signIn('wangwu')
    expect((await app.put(`/api/flows/${taskId}/follow`, { state: 'follow' })).status).toBe(200)
    await app.signIn('zhangsan')
    const missingScopes = ['qyapi_get_member']
    await app.control('PATCH', `/corps/${sandboxCorpId}`, { missingScopes })
    await app.refuse(taskId, 'lisi', '不对')
    await app.pass(2000)
    await app.proxy.ask(`/api/flows/${taskId}`, { headers: { 'cache-control': 'no-cache' } })
    await vi.waitFor(async () => {
      await app.pass(0)
      expect(await app.messages()).not.toEqual([])
    })
    expect((await app.messages()).map(({ to }) => to.join(' '))).toEqual(['zhangsan'])
    await app.control('PATCH', `/corps/${sandboxCorpId}`, { missingScopes: [] })
  })

  /** A person follows a flow that is completed at night; the news waits until eight. */
  async function completeAtNight(userId: string, rightMs: number | null = null): Promise<void> {
    const taskId = await app.start(['lisi'])
    if (rightMs !== null) {
      const until = app.now() + rightMs
      await app.store.registry.access.grant({ corpId: sandboxCorpId, taskId, userId, until })
    }
    await app.signIn(userId)
    expect((await app.put(`/api/flows/${taskId}/follow`, { state: 'follow' })).status).toBe(200)
    await app.pass(13 * hourMs)
    await app.sign(taskId, 'lisi')
    await app.read(taskId)
    await app.pass(0)
    expect(await deskWithoutBars()).toMatchObject([
      { kind: 'message', reason: 'quiet-hours', count: 2 },
    ])
  }

  const completed = (userId: string) => `${userId}: 合同已签署完成`

  it('gets no earlier news once the right has ended', async () => {
    await completeAtNight('qianqi', 15 * hourMs)
    await app.pass(9 * hourMs)
    expect(await sentTitles()).toEqual([completed('zhangsan')])
  })

  it.each([
    { status: 502, body: '<html></html>', times: 2 },
    { body: { errcode: 12_345, errmsg: 'unheard of' }, times: 1 },
  ])('is told later where DingTalk does not tell at once who is an admin: %o', async (fault) => {
    await completeAtNight('wangwu')
    await app.control('POST', '/faults', { match: '/topapi/v2/user/get', ...fault })
    await app.pass(9 * hourMs)
    expect(await sentTitles()).toEqual([completed('zhangsan')])
    await app.pass(hourMs)
    expect(await sentTitles()).toEqual([completed('zhangsan'), completed('wangwu')])
  })

  it('cannot follow a flow without the right to see it', async () => {
    const taskId = await app.start(['lisi'])
    await app.signIn('qianqi')
    expect((await app.put(`/api/flows/${taskId}/follow`, { state: 'follow' })).status).toBe(403)
    expect((await app.get(`/api/flows/${taskId}/follow`)).status).toBe(403)
  })
})

/** A single refusal of a call by e签宝, with one of its codes. */
function refusal(code: string) {
  return { status: 400, body: { code, message: '系统异常' }, times: 1 }
}

describe('automatic reminders', () => {
  withApp()

  async function every(taskId: string, interval: string): Promise<number> {
    await app.signIn('zhangsan')
    return (await app.put(`/api/flows/${taskId}/auto-reminders`, { every: interval })).status
  }

  it('go to the signers whose turn it is, once a day, until nobody is waited for', async () => {
    const taskId = await app.start(['lisi', 'wangwu'])
    await app.read(taskId)
    expect(await every(taskId, 'day')).toBe(200)
    await app.pass(2 * hourMs)
    await app.sign(taskId, 'lisi')
    await app.read(taskId)
    await app.pass(23 * hourMs)
    expect(await sentTitles()).toEqual([])
    await app.pass(hourMs)
    const reminded = 'wangwu: 有一份合同等待您签署'
    expect(await sentTitles()).toEqual([reminded])
    await app.pass(dayMs)
    expect(await sentTitles()).toEqual([reminded, reminded])
    await app.signIn('zhangsan')
    const view: unknown = await (await app.get(`/api/flows/${taskId}`)).json()
    expect(view).toMatchObject({ registry: { reminders: [{ name: '张三' }, { name: '张三' }] } })
    await app.sign(taskId, 'wangwu')
    await app.pass(dayMs)
    await app.pass(3 * dayMs)
    expect(await sentTitles()).toEqual([reminded, reminded, 'zhangsan: 合同已签署完成'])
  })

  it.each([
    ['day', dayMs],
    ['three-days', 3 * dayMs],
  ])(
    'go on (%s) when one of several who sign at the same time has signed',
    async (interval, ms) => {
      const reminded = async () => (await sentTitles()).filter((one) => one.includes('等待您签署'))
      const both = 'lisi+wangwu: 有一份合同等待您签署'
      const other = 'wangwu: 有一份合同等待您签署'
      const taskId = await app.start(['lisi', 'wangwu'], { areParallel: true })
      await app.read(taskId)
      await every(taskId, interval)
      await app.pass(ms)
      expect(await reminded()).toEqual([both])
      await app.pass(2 * hourMs)
      await app.sign(taskId, 'lisi')
      await app.read(taskId)
      await app.pass(ms - 3 * hourMs)
      expect(await reminded()).toEqual([both])
      await app.pass(hourMs)
      expect(await reminded()).toEqual([both, other])
      await app.pass(ms)
      expect(await reminded()).toEqual([both, other, other])
    },
  )

  it('pause after a reminder by hand', async () => {
    const taskId = await app.start(['lisi'])
    await app.read(taskId)
    await every(taskId, 'day')
    await app.pass(dayMs - hourMs)
    await app.signIn('zhangsan')
    expect((await app.post(`/api/flows/${taskId}/urge`)).status).toBe(200)
    await app.pass(hourMs)
    expect(await sentTitles()).toHaveLength(1)
    await app.pass(dayMs - hourMs)
    expect(await sentTitles()).toHaveLength(2)
  })

  it('are sent on the last day', async () => {
    const taskId = await app.start(['lisi'], { deadline: app.now() + 3 * dayMs })
    await app.read(taskId)
    await every(taskId, 'last-day')
    await app.pass(2 * dayMs - hourMs)
    expect(await sentTitles()).toEqual([])
    await app.pass(hourMs)
    expect((await sentTitles()).toSorted()).toEqual([
      'lisi: 有一份合同等待您签署',
      'zhangsan: 合同即将到期',
    ])
    await app.pass(hourMs)
    expect(await sentTitles()).toHaveLength(2)
  })

  it('are sent to each person once on the last day, even if the turn starts that day', async () => {
    const taskId = await app.start(['lisi', 'wangwu'], { deadline: app.now() + 3 * dayMs })
    await app.read(taskId)
    await every(taskId, 'last-day')
    await app.pass(2 * dayMs)
    const reminded = async () => (await sentTitles()).filter((one) => one.includes('等待您签署'))
    const lisi = 'lisi: 有一份合同等待您签署'
    const wangwu = 'wangwu: 有一份合同等待您签署'
    expect(await reminded()).toEqual([lisi])
    await every(taskId, 'never')
    await every(taskId, 'last-day')
    await app.pass(hourMs)
    expect(await reminded()).toEqual([lisi])
    await app.sign(taskId, 'lisi')
    await app.read(taskId)
    await app.pass(20 * minuteMs)
    expect(await reminded()).toEqual([lisi])
    await app.pass(10 * minuteMs)
    expect(await reminded()).toEqual([lisi, wangwu])
    await app.read(taskId)
    await app.pass(2 * hourMs)
    expect(await reminded()).toEqual([lisi, wangwu])
  })

  const badGateway = { status: 502, body: '<html></html>', times: 2 }

  it.each([
    ['signTasks', badGateway],
    ['signTasks', refusal('queryFlowDetailError')],
    ['flowTasks', refusal('getFlowInfoError')],
  ])('are sent later where %s cannot be read: %o', async (path, fault) => {
    const taskId = await app.start(['lisi'])
    await app.read(taskId)
    await every(taskId, 'day')
    await app.control('POST', '/faults', { match: `esign/${path}/`, ...fault })
    await app.pass(dayMs)
    expect(await sentTitles()).toEqual([])
    await app.pass(hourMs)
    expect(await sentTitles()).toEqual(['lisi: 有一份合同等待您签署'])
  })

  it('wait while the organisation does not authorise the app in e签宝', async () => {
    const taskId = await app.start(['lisi'])
    await app.read(taskId)
    await every(taskId, 'day')
    await app.control('PATCH', `/corps/${sandboxCorpId}`, { esignAuthorised: false })
    await app.pass(dayMs)
    expect(await sentTitles()).toEqual([])
    await app.control('PATCH', `/corps/${sandboxCorpId}`, { esignAuthorised: true })
    await app.pass(dayMs)
    expect(await sentTitles()).toEqual(['lisi: 有一份合同等待您签署'])
  })

  it('can be set only by the person who started the flow, and turned off', async () => {
    const taskId = await app.start(['lisi'])
    await app.read(taskId)
    await app.signIn('lisi')
    const path = `/api/flows/${taskId}/auto-reminders`
    expect((await app.put(path, { every: 'day' })).status).toBe(403)
    await every(taskId, 'day')
    const choices = await (await app.get(`/api/flows/${taskId}/follow`)).json()
    expect(choices).toEqual({ state: 'default', every: 'day', hasDeadline: false })
    expect((await app.put(path, { every: 'hour' })).status).toBe(400)
    await every(taskId, 'never')
    await app.pass(2 * dayMs)
    expect(await sentTitles()).toEqual([])
  })
})

const todosSchema = z.object({
  todos: z.array(
    z.object({
      detailUrl: z.unknown(),
      executors: z.array(z.object({ id: z.string() })),
      done: z.boolean(),
    }),
  ),
})

describe('a contract that nobody opens', () => {
  it('is found by the sweep, causes reminders, and its refusal is reported once', async () => {
    await start()
    const taskId = await app.start(['lisi', 'wangwu'], { deadline: app.now() + 7 * dayMs })
    await app.put(`/api/flows/${taskId}/auto-reminders`, { every: 'day' })
    const todos = async () => {
      const ofFlow = todosSchema
        .parse(await app.control('GET', '/todos'))
        .todos.filter(({ detailUrl }) => JSON.stringify(detailUrl).includes(taskId))
      return ofFlow.map(({ executors, done }) => `${executors.map(({ id }) => id).join()} ${done}`)
    }
    await app.read(taskId)
    await app.pass(hourMs)
    expect(await todos()).toEqual(['sandbox-union-lisi false'])
    await app.sign(taskId, 'lisi')
    await app.read(taskId)
    await app.pass(0)
    expect(await todos()).toEqual(['sandbox-union-lisi true', 'sandbox-union-wangwu false'])
    await app.pass(dayMs)
    expect(await sentTitles()).toEqual(['wangwu: 有一份合同等待您签署'])
    await app.refuse(taskId, 'wangwu', '金额不对')
    await app.read(taskId)
    await app.pass(0)
    await app.pass(2 * dayMs)
    expect((await sentTitles()).slice(1)).toEqual(['zhangsan: 合同被拒签'])
    expect(await todos()).toEqual(['sandbox-union-lisi true', 'sandbox-union-wangwu true'])
  })
})

describe('a contract stored before messages were planned', () => {
  it('has a to-do for the signer whose turn it is after its next reading', async () => {
    const taskId = 'PRO-SANDBOX-SIGNING'
    const store = await openStore()
    const { flows } = store.registry
    const signers = [person('zhangsan', '张三'), person('lisi', '李四')]
    await flows.recordStart(sandboxCorpId, started(taskId, { people: signers }))
    const begun = await flows.beginReading(sandboxCorpId, taskId)
    const signer = { name: '李四', isWaitedFor: true, isPassedOn: false }
    await flows.recordReading(sandboxCorpId, reading(taskId, { signers: [signer], ...begun }))
    await start({}, { store })
    await app.read(taskId)
    await app.pass(0)
    const { todos } = todosSchema.parse(await app.control('GET', '/todos'))
    expect(todos).toMatchObject([{ executors: [{ id: 'sandbox-union-lisi' }], done: false }])
  })
})

describe('a third-party app', () => {
  // DingTalk provides the agent id, so no setting is needed.
  const asThirdParty = { ...thirdParty, DINGTALK_AGENT_ID: '' }

  async function complete(): Promise<void> {
    const taskId = await app.start(['lisi'])
    await app.sign(taskId, 'lisi')
    await app.read(taskId)
    await app.pass(0)
  }

  it('sends with its approved template', async () => {
    const { approved } = thirdPartyApp.templates
    await start({ ...asThirdParty, DINGTALK_URGE_TEMPLATE_ID: approved })
    await complete()
    const [message] = await app.messages()
    expect(message).toMatchObject({ to: ['zhangsan'], bar: null })
    for (const part of [approved, '合同已签署完成', '采购合同', '张三'])
      expect(message?.text).toContain(part)
  })

  it.each([
    ['template-missing', {}],
    ['template-refused', { DINGTALK_URGE_TEMPLATE_ID: thirdPartyApp.templates.inReview }],
  ])('sends nothing without a template, and the desk says so: %s', async (reason, env) => {
    await start({ ...asThirdParty, ...env })
    await complete()
    expect(await app.messages()).toEqual([])
    await vi.waitFor(async () => {
      await app.pass(1000)
      const waiting = [{ kind: 'message', state: 'waiting', reason, count: 1 }]
      expect(await deskWithoutBars()).toMatchObject(waiting)
    })
  })

  it('waits while the organisation has stopped the app, and no longer', async () => {
    const { approved } = thirdPartyApp.templates
    await start({ ...asThirdParty, DINGTALK_URGE_TEMPLATE_ID: approved })
    app.proxy.hearEvents()
    const live = async (what: string, isOut: boolean) => {
      await app.control('POST', `/corps/${sandboxCorpId}/life`, { what })
      await vi.waitFor(async () =>
        expect((await app.get('/api/session')).status === 403).toBe(isOut),
      )
    }
    const taskId = await app.start(['lisi'])
    await app.read(taskId)
    await live('stop', true)
    await app.pass(3 * dayMs)
    expect(await app.store.outbox.groups(sandboxCorpId, 0)).toContainEqual(
      expect.objectContaining({ kind: 'news-stuck', state: 'waiting', reason: 'app-closed' }),
    )
    await live('restore', false)
    await vi.waitFor(async () => {
      const rows = await app.store.jobs.ofFlow(sandboxCorpId, taskId, 'news-stuck')
      expect(rows).toMatchObject([{ dueAt: app.now() + 2000, tries: 1 }])
    })
    await app.pass(2000)
    expect(await sentTitles()).toHaveLength(1)
  })

  /** Uses up a person's daily limit of messages. */
  async function spendLimit(userId: string, at: number): Promise<void> {
    const taskId = await app.start([userId])
    const recipients = [{ userId, name: null }]
    const of = { corpId: sandboxCorpId, taskId, userId: 'zhangsan', name: '张三', recipients, at }
    for (let count = 0; count < 50; count += 1) await app.store.registry.reminders.claim(of, 0)
  }

  it("postpones an automatic reminder over a person's daily limit to the next day", async () => {
    const { approved } = thirdPartyApp.templates
    await start({ ...asThirdParty, DINGTALK_URGE_TEMPLATE_ID: approved })
    const taskId = await app.start(['lisi'])
    await app.put(`/api/flows/${taskId}/auto-reminders`, { every: 'day' })
    await spendLimit('lisi', app.now() + dayMs)
    await app.pass(dayMs)
    expect(await app.messages()).toEqual([])
    expect(await desk()).toContainEqual(
      expect.objectContaining({ kind: 'auto-reminder', reason: 'daily-limit', count: 1 }),
    )
    await app.pass(dayMs)
    expect(await app.messages()).toMatchObject([{ to: ['lisi'] }])
  })

  it('reminds on the last day also those who were over their daily limit when it began', async () => {
    const { approved } = thirdPartyApp.templates
    await start({ ...asThirdParty, DINGTALK_URGE_TEMPLATE_ID: approved })
    const more = { deadline: app.now() + 3 * dayMs, areParallel: true }
    const taskId = await app.start(['lisi', 'wangwu'], more)
    await app.put(`/api/flows/${taskId}/follow`, { state: 'mute' })
    await app.put(`/api/flows/${taskId}/auto-reminders`, { every: 'last-day' })
    await spendLimit('lisi', app.now() + 2 * dayMs)
    await app.pass(2 * dayMs)
    const receivers = async () => (await app.messages()).map(({ to }) => to.join('+'))
    expect(await receivers()).toEqual(['wangwu'])
    await app.pass(22 * hourMs)
    expect(await receivers()).toEqual(['wangwu', 'lisi'])
    await app.pass(hourMs)
    expect(await receivers()).toEqual(['wangwu', 'lisi'])
  })

  it('changes no status bar of a message that still waits', async () => {
    await start(asThirdParty)
    const taskId = await app.start(['lisi'], { deadline: app.now() + 3 * dayMs })
    await app.read(taskId)
    await app.pass(2 * dayMs)
    expect(await desk()).toMatchObject([{ kind: 'message', count: 1 }, { kind: 'news-stuck' }])
    await app.sign(taskId, 'lisi')
    await app.read(taskId)
    await app.pass(0)
    expect(new Set((await desk()).map(({ kind }) => kind))).toEqual(new Set(['message']))
  })
})

describe('a message to somebody outside of the app’s range', () => {
  withApp()

  const outside = (userIds: readonly string[]) =>
    app.control('PATCH', `/corps/${sandboxCorpId}`, { outsideRange: userIds })

  const resultCalls = async () => (await app.calls('/getsendresult')).length

  async function complete(): Promise<void> {
    const taskId = await app.start(['lisi'])
    await app.sign(taskId, 'lisi')
    await app.read(taskId)
    await app.pass(0)
  }

  const missed = (userId: string) => ({
    kind: 'delivery',
    state: 'not-arrived',
    reason: 'person-outside-or-left',
    detail: userId,
    count: 1,
  })

  it('is accepted by DingTalk, and shown on the desk as one that did not arrive', async () => {
    await outside(['zhangsan'])
    await complete()
    expect(await sentTitles()).toEqual([': 合同已签署完成'])
    expect(await deskWithoutBars()).toEqual([])
    await app.pass(5 * minuteMs)
    expect(await deskWithoutBars()).toMatchObject([missed('zhangsan')])
    await app.pass(dayMs)
    expect(await resultCalls()).toBe(1)
    await app.pass(7 * dayMs)
    expect(await deskWithoutBars()).toEqual([])
  })

  it('is not shown if it arrived, and is checked only once', async () => {
    await complete()
    await app.pass(5 * minuteMs)
    await app.pass(dayMs)
    expect(await deskWithoutBars()).toEqual([])
    expect(await resultCalls()).toBe(1)
  })

  it('is shown as well if it was a reminder, by hand or by itself', async () => {
    const taskId = await app.start(['lisi'])
    await app.put(`/api/flows/${taskId}/auto-reminders`, { every: 'day' })
    await app.read(taskId)
    await app.pass(hourMs)
    await app.control('DELETE', `/corps/${sandboxCorpId}/people/lisi`)
    await app.signIn('zhangsan')
    expect((await app.post(`/api/flows/${taskId}/urge`)).status).toBe(200)
    await app.pass(5 * minuteMs)
    expect(await desk()).toContainEqual(expect.objectContaining(missed('lisi')))
    await app.pass(dayMs)
    await app.pass(5 * minuteMs)
    expect(await desk()).toContainEqual(expect.objectContaining({ ...missed('lisi'), count: 2 }))
  })

  it('is checked at most three times if DingTalk does not answer', async () => {
    const fault = { match: 'getsendresult', status: 500, times: 99 }
    await app.control('POST', '/faults', fault)
    await complete()
    for (let hour = 0; hour < 23; hour += 1) await app.pass(hourMs)
    expect(await resultCalls()).toBe(3)
    expect(await deskWithoutBars()).toEqual([])
  })

  it('is not asked about beyond a hundred calls a day', async () => {
    const rows = Array.from({ length: 101 }, (_, index) =>
      deliveryOf({ corpId: sandboxCorpId, taskId: null, key: `m${index}` }, '1', app.now()),
    )
    await app.store.jobs.put(rows, app.now())
    await app.pass(5 * minuteMs)
    expect(await resultCalls()).toBeLessThanOrEqual(100)
    expect(await resultCalls()).toBeGreaterThan(90)
  })

  it('gets no to-do either, which DingTalk says at once', async () => {
    await outside(['lisi'])
    const taskId = await app.start(['lisi'])
    await app.read(taskId)
    await app.pass(0)
    expect(await desk()).toContainEqual(
      expect.objectContaining({ kind: 'todo', state: 'failed', reason: 'person-outside' }),
    )
  })
})

describe('without a permission', () => {
  it('everything else works, and the desk names the permission', async () => {
    await start()
    await app.control('PATCH', `/corps/${sandboxCorpId}`, { missingScopes: ['qyapi_base'] })
    const taskId = await app.start(['lisi'])
    await app.sign(taskId, 'lisi')
    await app.read(taskId)
    await app.pass(0)
    expect(await sentTitles()).toEqual([])
    expect(await deskWithoutBars()).toMatchObject([
      { kind: 'message', state: 'waiting', reason: 'permission-missing', count: 1 },
    ])
    await app.control('PATCH', `/corps/${sandboxCorpId}`, { missingScopes: [] })
    expect((await app.post('/api/corp/outbox/retry')).status).toBe(204)
    const audit = flowViewsSchema.parse(await (await app.get('/api/audit')).json())
    expect(audit.views[0]).toMatchObject({
      kind: 'settings-changed',
      detail: 'waiting messages tried again',
    })
    await app.pass(0)
    expect(await sentTitles()).toEqual(['zhangsan: 合同已签署完成'])
    expect(await deskWithoutBars()).toEqual([])
    await app.signIn('lisi')
    expect((await app.get('/api/corp/outbox')).status).toBe(403)
  })
})
