import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { z } from 'zod'
import { internalApp, sandboxCorpId } from '#sandbox/played.ts'
import { noTexts } from '#shared/rules/party/party.ts'
import { flowListSchema } from '#shared/schemas/flow/flow-list.ts'
import { flowViewSchema, type FlowView } from '#shared/schemas/flow/flow.ts'
import { problemSchema } from '#shared/schemas/problem.ts'
import { signInAnswerSchema, type SignInRequest } from '#shared/schemas/session.ts'
import { shareLinkSchema } from '#shared/schemas/flow/share-link.ts'
import { reminderAnswerSchema } from '#shared/schemas/flow/remind/reminder.ts'
import type { NewPerson } from '#proxy/base/store/flows/flow-types.ts'
import type { Store } from '#proxy/base/store/store.ts'
import { internal, thirdParty } from '#proxy/testing/sandbox-apps.ts'
import { startSandboxedProxy, type SandboxedProxy } from '#proxy/testing/sandboxed-proxy.ts'

/** Which flows people see, with the store and the sandbox. */

const hour = 3_600_000
const signing = 'PRO-SANDBOX-SIGNING'
const internalWithAgent = { ...internal, DINGTALK_AGENT_ID: internalApp.agentId }

const issuedSchema = z.object({ code: z.string() })

let now = Date.now()
let running: SandboxedProxy
let store: Store

async function start(env: Record<string, string>): Promise<void> {
  running = await startSandboxedProxy({ ...env, FLOW_ACCESS: 'participants' }, { now: () => now })
  store = running.store
  await store.ready()
  await recordStart()
}

/** Records that Zhang San has started the sandbox's flow in this app. */
async function recordStart(): Promise<void> {
  const signer = { ...noTexts, role: 'signer' as const, requirement: null }
  const people: NewPerson[] = [
    { ...signer, userId: 'zhangsan', name: '张三', order: 1 },
    { ...signer, userId: 'lisi', name: '李四', order: 2 },
    { ...signer, userId: null, account: '13900000008', name: '孙八', order: 3 },
  ]
  await store.registry.flows.recordStart(sandboxCorpId, {
    taskId: signing,
    title: '办公设备采购合同',
    status: 'signing',
    initiator: { userId: 'zhangsan', name: '张三', organization: null },
    people,
    deadline: now + 5 * hour,
    startedAt: now - 55 * hour,
  })
}

async function codeOf(answer: Response): Promise<string> {
  return problemSchema.parse(await answer.json()).code
}

async function see(userId: string, taskId = signing): Promise<FlowView> {
  await running.signIn(userId)
  const answer = await running.get(`/api/flows/${taskId}`)
  expect(answer.status).toBe(200)
  return flowViewSchema.parse(await answer.json())
}

async function shareLink(): Promise<{ access: string; expiresAt: number }> {
  const answer = await running.post(`/api/flows/${signing}/share-link`)
  const { url, expiresAt } = shareLinkSchema.parse(await answer.json())
  return { access: new URL(url).searchParams.get('access') ?? '', expiresAt }
}

async function listed(): Promise<string[]> {
  const answer = await running.get('/api/flows')
  return flowListSchema.parse(await answer.json()).flows.map(({ taskId }) => taskId)
}

async function signInWith(userId: string, more: Partial<SignInRequest>) {
  const issued = await running.control('POST', '/auth-codes', { userId, corpId: sandboxCorpId })
  const { code } = issuedSchema.parse(issued)
  const body = { authCode: code, corpId: sandboxCorpId, ...more }
  return signInAnswerSchema.parse(await (await running.proxy.signIn(body)).json())
}

describe.each([
  ['an internal app', internalWithAgent],
  ['a third-party app', thirdParty],
])('with %s', (_name, env) => {
  beforeAll(() => start(env))

  afterAll(() => running.close())

  beforeEach(() => {
    // Late enough after everything that earlier tests did.
    now += hour
  })

  it('a stranger learns nothing of a flow, and causes no upstream calls', async () => {
    await running.signIn('qianqi')
    // Sends the server's own to-dos first, as they read the flow too.
    await running.proxy.sendDue()
    // Each reading starts with this call. Later calls of an earlier reading may still arrive.
    const reads = async () =>
      (await running.calls('/esign/flow')).filter(({ path }) =>
        /\/flowTasks\/|\/flows\/detail/.test(path),
      ).length
    const before = await reads()
    const titles = new Set<string>()
    for (const taskId of [signing, 'PRO-NOWHERE']) {
      for (const path of ['', '/documents']) {
        const answer = await running.get(`/api/flows/${taskId}${path}`)
        expect(answer.status).toBe(403)
        const { code, title } = problemSchema.parse(await answer.json())
        titles.add(`${code} ${title}`)
      }
      for (const path of ['/urge', '/share-link']) {
        const answer = await running.post(`/api/flows/${taskId}${path}`)
        expect(answer.status).toBe(403)
        expect(await codeOf(answer)).toBe('flow-forbidden')
      }
    }
    expect(titles.size).toBe(1)
    expect(await reads()).toBe(before)
    expect(await listed()).toEqual([])
  })

  it('a sign-in succeeds although its flow is not shown, whether the flow exists or not', async () => {
    for (const taskId of [signing, 'PRO-NOWHERE']) {
      const answer = await signInWith('qianqi', { taskId })
      expect(answer.flow).toMatchObject({ problem: { code: 'flow-forbidden', status: 403 } })
      expect(answer.userId).toBe('qianqi')
    }
    const shown = await signInWith('lisi', { taskId: signing })
    expect(shown.flow).toMatchObject({ ok: { registry: { isInitiator: false } } })
  })

  it("its people see it with the registry's facts, each from their own view", async () => {
    const { registry } = await see('lisi')
    expect(registry).toMatchObject({ isInitiator: false, reminders: [], urge: { state: 'nobody' } })
    expect(registry?.people).toMatchObject([
      { role: 'signer', name: '张三', order: 1, isMe: false, isWaitedFor: false },
      { role: 'signer', name: '李四', order: 2, isMe: true, isWaitedFor: true },
      { role: 'signer', name: '孙八', order: 3, isMe: false, isWaitedFor: false },
    ])
    const initiator = (await see('zhangsan')).registry
    expect(initiator).toMatchObject({ isInitiator: true, urge: { state: 'possible' } })
    expect(initiator?.deadline).toBeGreaterThan(0)
    expect(JSON.stringify(initiator)).not.toContain('lisi')
    expect((await running.get(`/api/flows/${signing}/documents`)).status).toBe(200)
  })

  it('admins see every flow, also those not started here', async () => {
    const { registry } = await see('wangwu', 'PRO-SANDBOX-COMPLETED')
    expect(registry).toMatchObject({
      deadline: null,
      isInitiator: false,
      people: [],
      urge: { state: 'nobody', availableAt: null },
    })
    await running.signIn('zhangsan')
    const other = await running.get('/api/flows/PRO-SANDBOX-COMPLETED')
    expect(await codeOf(other)).toBe('flow-forbidden')
  })

  it('the time of the last opening stays the same during a visit', async () => {
    const before = now
    await see('lisi')
    now += 2 * hour
    const visit = now
    expect((await see('lisi')).registry?.lastOpenedAt).toBe(before)
    for (let poll = 0; poll < 20; poll += 1) {
      now += hour / 30
      expect((await see('lisi')).registry?.lastOpenedAt).toBe(before)
    }
    now += hour
    expect((await see('lisi')).registry?.lastOpenedAt).toBe(visit)
  })

  describe('a signed link', () => {
    it('gives access by header, and later without', async () => {
      await running.signIn('zhangsan')
      const { access, expiresAt } = await shareLink()
      expect(expiresAt - now).toBeGreaterThan(7 * 24 * hour - 1000)
      await running.signIn('qianqi')
      const path = `/api/flows/${signing}`
      const first = await running.proxy.ask(path, { headers: { 'x-flow-access': access } })
      expect(first.status).toBe(200)
      expect(flowViewSchema.parse(await first.json()).registry).toMatchObject({
        isInitiator: false,
        urge: { state: 'nobody', availableAt: null },
      })
      expect((await running.get(path)).status).toBe(200)
      expect((await running.get(`${path}/documents`)).status).toBe(200)
      expect(await codeOf(await running.post(`${path}/urge`))).toBe('flow-forbidden')
      await vi.waitFor(async () => expect(await listed()).toEqual([signing]))

      now += hour
      const passedOn = await shareLink()
      expect(passedOn.expiresAt).toBe(expiresAt)
      now = expiresAt
      await running.signIn('qianqi')
      expect(await codeOf(await running.get(path))).toBe('flow-forbidden')
      expect(await listed()).toEqual([])
    })

    it('gives access in the sign-in', async () => {
      await running.signIn('zhangsan')
      const { access } = await shareLink()
      const admin = await signInWith('wangwu', { taskId: 'PRO-SANDBOX-LONG', access })
      expect(admin.flow).toHaveProperty('ok')
      const wrong = await signInWith('qianqi', { taskId: 'PRO-SANDBOX-LONG', access })
      expect(wrong.flow).toMatchObject({ problem: { code: 'link-invalid', status: 403 } })
      const shown = await signInWith('qianqi', { taskId: signing, access })
      expect(shown.flow).toHaveProperty('ok')
    })
  })

  it("the sign-in's flow is an outline on request, when the log is long", async () => {
    const wanting = async (taskId: string, outline?: boolean) => {
      const { flow } = await signInWith('wangwu', { taskId, outline })
      if (flow === undefined || !('ok' in flow)) throw new Error('no flow was answered')
      return flow.ok
    }
    const whole = await wanting('PRO-SANDBOX-LONG')
    expect(whole.flow.logs).toHaveLength(5000)
    expect(whole).not.toHaveProperty('isOutline')
    const outline = await wanting('PRO-SANDBOX-LONG', true)
    expect(outline.isOutline).toBe(true)
    expect(outline.flow.logs.length).toBeLessThan(700)
    expect(outline.flow.logs.slice(0, 50)).toEqual(whole.flow.logs.slice(0, 50))
    expect(outline.signers).toEqual(whole.signers)
    expect(await wanting(signing, true)).not.toHaveProperty('isOutline')
  })

  describe('reminding', () => {
    async function messages(): Promise<string> {
      return (await fetch(`${running.sandboxUrl}/_sandbox/messages`)).text()
    }

    it('reaches the people waited for, and then blocks others for ten minutes', async () => {
      const heard: unknown[] = []
      const unsubscribe = store.events.subscribe((event) => heard.push(event))
      await running.signIn('zhangsan')
      const answer = await running.post(`/api/flows/${signing}/urge`)
      expect(answer.status).toBe(200)
      expect(reminderAnswerSchema.parse(await answer.json())).toEqual({
        urge: { name: '张三', recipients: ['李四'], at: now },
        reminderState: {
          state: 'too-soon',
          availableAt: now + hour / 6,
          reached: ['李四'],
          unreached: [],
          // A template has no room for a note.
          ...(env === thirdParty ? {} : { takesNote: true }),
        },
      })
      const changed = { type: 'flow-changed', corpId: sandboxCorpId, taskId: signing }
      await vi.waitFor(() => expect(heard).toEqual([changed]))
      unsubscribe()
      const sent = await messages()
      expect(sent).toContain('"deliveredTo":["lisi"]')
      expect(sent).toContain('办公设备采购合同')
      expect(sent).toContain(`/flows/${signing}?corpId=${sandboxCorpId}`)

      now += 1000
      const { registry } = await see('wangwu')
      expect(registry).toMatchObject({
        reminders: [{ name: '张三', recipients: ['李四'], at: now - 1000 }],
        // As the release before reads it.
        urges: [{ name: '张三', recipients: ['李四'], at: now - 1000 }],
        urge: { state: 'too-soon' },
      })
      const again = await running.post(`/api/flows/${signing}/urge`)
      expect(again.status).toBe(429)
      expect(again.headers.get('retry-after')).toBe('599')
      expect(await again.json()).toMatchObject({ code: 'urge-too-soon', retryAfter: 599 })

      now += hour / 6
      expect((await running.post(`/api/flows/${signing}/urge`)).status).toBe(200)
      expect((await messages()).match(/"deliveredTo":\["lisi"\]/g)).toHaveLength(2)
    })

    it('does not count when nothing could be sent', async () => {
      await running.signIn('zhangsan')
      const body = { errcode: 400002, errmsg: '参数错误' }
      await running.control('POST', '/faults', {
        match: 'asyncsend_v2',
        status: 200,
        body,
        times: 1,
      })
      const failed = await running.post(`/api/flows/${signing}/urge`)
      expect(failed.status).toBe(502)
      expect(await codeOf(failed)).toBe('upstream-rejected')
      const before = (await see('zhangsan')).registry?.reminders ?? []
      expect(before.map(({ at }) => at)).not.toContain(now)
      expect((await running.post(`/api/flows/${signing}/urge`)).status).toBe(200)
    })

    it('is pointless when it is one’s own turn', async () => {
      await running.signIn('lisi')
      const answer = await running.post(`/api/flows/${signing}/urge`)
      expect(answer.status).toBe(409)
      expect(await codeOf(answer)).toBe('urge-nobody')
    })
  })
})

describe('in the first half hour', () => {
  beforeAll(() => start(internalWithAgent))

  afterAll(() => running.close())

  it('nobody can be reminded', async () => {
    // The sandbox uses the machine's clock, by which the flow started 55 hours ago.
    now = Date.now() - 55 * hour + 10 * 60_000
    await running.signIn('zhangsan')
    const answer = await running.post(`/api/flows/${signing}/urge`)
    expect(answer.status).toBe(429)
    const { code, retryAfter = 0 } = problemSchema.parse(await answer.json())
    expect(code).toBe('urge-too-early')
    expect(retryAfter).toBeGreaterThan(20 * 60)
    expect(retryAfter).toBeLessThan(30 * 60)
  })
})

describe('without an agent id', () => {
  beforeAll(() => start(internal))

  afterAll(() => running.close())

  it('people are asked to contact each other themselves', async () => {
    now = Date.now()
    expect((await see('zhangsan')).registry?.urge).toMatchObject({
      state: 'unknown-people',
      availableAt: null,
    })
    const answer = await running.post(`/api/flows/${signing}/urge`)
    expect(await codeOf(answer)).toBe('urge-nobody')
  })
})

describe('when the store does not work', () => {
  let access: string

  beforeAll(async () => {
    now = Date.now()
    await start(internalWithAgent)
    await running.signIn('wangwu')
    access = (await shareLink()).access
    await store.close()
  })

  afterAll(async () => {
    const errors = running.proxy.logLines().filter(({ level }) => level === 'error')
    expect(new Set(errors.map(({ code }) => code))).toEqual(new Set(['store-unavailable']))
    await running.close()
  })

  it('members are asked to try again later', async () => {
    await running.signIn('lisi')
    const ofFlow = ['', '/documents', '/events'].map((part) => `/api/flows/${signing}${part}`)
    const lists = ['/api/flows', '/api/flows?scope=waiting']
    const answers = [...ofFlow, ...lists].map((path) => running.get(path))
    for (const part of ['sign-url', 'urge', 'share-link'])
      answers.push(running.post(`/api/flows/${signing}/${part}`))
    for (const answer of await Promise.all(answers)) {
      expect(answer.status).toBe(503)
      expect(await codeOf(answer)).toBe('store-unavailable')
    }
  })

  it("admins see flows without the registry's facts", async () => {
    const { flow, registry } = await see('wangwu')
    expect(flow.taskId).toBe(signing)
    expect(registry).toBeNull()
    for (const path of ['/api/audit', '/api/audit.csv', '/api/corp/statistics'])
      expect(await codeOf(await running.get(path))).toBe('store-unavailable')
    expect(await codeOf(await running.post(`/api/flows/${signing}/urge`))).toBe('store-unavailable')
    await running.signIn('qianqi')
    const headers = { 'x-flow-access': access }
    const shown = await running.proxy.ask(`/api/flows/${signing}`, { headers })
    expect(shown.status).toBe(200)
  })

  it('nothing is handed out without being in the audit, to admins neither', async () => {
    await running.signIn('wangwu')
    const answers = await Promise.all([
      running.get(`/api/flows/${signing}/documents/0/content`),
      running.post(`/api/flows/${signing}/sign-url`),
      running.post(`/api/flows/${signing}/share-link`),
      running.get('/api/approvals/SANDBOX-INSTANCE-1'),
    ])
    for (const answer of answers) expect(await codeOf(answer)).toBe('store-unavailable')
  })
})
