import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { z } from 'zod'
import { internalApp, sandboxCorpId, thirdPartyApp } from '#sandbox/played.ts'
import { accessAnswerSchema, accessRequestListSchema } from '#shared/schemas/access-request.ts'
import { flowListSchema } from '#shared/schemas/flow/flow-list.ts'
import { problemSchema } from '#shared/schemas/problem.ts'
import { internal, thirdParty } from '#proxy/testing/sandbox-apps.ts'
import { startSandboxedProxy, type SandboxedProxy } from '#proxy/testing/sandboxed-proxy.ts'

const signing = 'PRO-SANDBOX-SIGNING'
const hourMs = 60 * 60_000
const dayMs = 24 * hourMs

/** Messages are sent after the answer. */
const timeout = { timeout: 20_000 }

const messagesSchema = z.object({
  messages: z.array(z.object({ deliveredTo: z.array(z.string()), msg: z.unknown() })),
})

let app: SandboxedProxy
let now: number

async function start(env: Record<string, string>): Promise<void> {
  now = Date.now()
  app = await startSandboxedProxy(
    { FLOW_ACCESS: 'participants', QUIET_HOURS: '0-0', ...env },
    { now: () => now, monotonic: () => now },
  )
}

beforeEach(() => start({ ...internal, DINGTALK_AGENT_ID: internalApp.agentId }))

afterEach(() => app.close())

/** 张三 starts a flow here. */
async function recordStart(taskId = signing): Promise<void> {
  await app.store.registry.flows.recordStart(sandboxCorpId, {
    taskId,
    title: '办公设备采购合同',
    generation: '2.0',
    status: 'signing',
    initiator: { userId: 'zhangsan', name: '张三', organization: null },
    people: [],
    deadline: null,
    startedAt: now,
  })
}

async function ask(taskId = signing): Promise<Response> {
  return app.post(`/api/flows/${taskId}/access-requests`)
}

async function openFor(userId: string, query = '') {
  await app.signIn(userId)
  const answer = await app.get(`/api/access-requests${query}`)
  return accessRequestListSchema.parse(await answer.json()).requests
}

/** To whom messages went, oldest first, with what stands in them. */
async function messages(): Promise<{ to: string[]; text: string }[]> {
  const answer = await fetch(`${app.sandboxUrl}/_sandbox/messages`)
  const told = messagesSchema.parse(await answer.json())
  return told.messages.map(({ deliveredTo, msg }) => {
    return { to: deliveredTo, text: JSON.stringify(msg) }
  })
}

async function untilMessages(count: number) {
  return vi.waitFor(async () => {
    const sent = await messages()
    expect(sent).toHaveLength(count)
    return sent
  }, timeout)
}

/** What was known of who may see a flow is dropped by news that come by way of the database. */
async function untilStatus(userId: string, status: number): Promise<void> {
  await app.signIn(userId)
  await vi.waitFor(async () => expect((await app.get(`/api/flows/${signing}`)).status).toBe(status))
}

/** What stands in a message by a template. */
const templatedSchema = z.object({
  messages: z.array(
    z.object({
      deliveredTo: z.array(z.string()),
      msg: z.object({ templateId: z.string(), data: z.record(z.string(), z.string()) }),
    }),
  ),
})

describe('the initiator in a third-party app', () => {
  it('is told by the template that is set', async () => {
    await app.close()
    const { approved } = thirdPartyApp.templates
    await start({ ...thirdParty, DINGTALK_URGE_TEMPLATE_ID: approved })
    await recordStart()
    await app.signIn('lisi')
    expect((await ask()).status).toBe(202)
    await untilMessages(1)
    const answer = await fetch(`${app.sandboxUrl}/_sandbox/messages`)
    expect(templatedSchema.parse(await answer.json()).messages).toMatchObject([
      {
        deliveredTo: ['zhangsan'],
        msg: { templateId: approved, data: { contract: '办公设备采购合同', urger: '李四' } },
      },
    ])
  })
})

describe('who is turned away', () => {
  it('asks, is let in by the initiator, and sees it', async () => {
    await recordStart()
    await untilStatus('lisi', 403)
    const answer = await ask()
    expect(answer.status).toBe(202)
    expect(accessAnswerSchema.parse(await answer.json())).toEqual({ state: 'asked' })
    const [told] = await untilMessages(1)
    expect(told?.to).toEqual(['zhangsan'])
    for (const part of ['办公设备采购合同', '李四', `/flows/${signing}`])
      expect(told?.text).toContain(part)

    const [request] = await openFor('zhangsan')
    expect(request).toMatchObject({ taskId: signing, title: '办公设备采购合同', name: '李四' })
    expect((await app.post(`/api/access-requests/${request?.id}/grant`)).status).toBe(204)
    expect(await openFor('zhangsan')).toEqual([])
    await untilStatus('lisi', 200)
    const list = await app.get('/api/flows?scope=all')
    const { flows } = flowListSchema.parse(await list.json())
    expect(flows.map(({ taskId }) => taskId)).toEqual([signing])
    const sent = await untilMessages(2)
    expect(sent[1]?.to).toEqual(['lisi'])
    expect(accessAnswerSchema.parse(await (await ask()).json())).toEqual({ state: 'allowed' })
  })

  it('has one notification sent, however often they ask', async () => {
    await recordStart()
    await app.signIn('lisi')
    await Promise.all([ask(), ask(), ask()])
    await untilMessages(1)
    now += 6 * dayMs
    await app.signIn('lisi')
    expect((await ask()).status).toBe(202)
    await recordStart('PRO-SANDBOX-COMPLETED')
    await ask('PRO-SANDBOX-COMPLETED')
    // Had there been another one before, it would be there.
    await vi.waitFor(
      async () => expect((await messages()).at(-1)?.text).toContain('PRO-SANDBOX-COMPLETED'),
      timeout,
    )
    expect(await messages()).toHaveLength(2)
    now += 2 * dayMs
    await app.signIn('lisi')
    await ask()
    await untilMessages(3)
  })

  it('is refused for a week, and told nothing of it', async () => {
    await recordStart()
    await app.signIn('lisi')
    const first = await (await ask()).text()
    await untilMessages(1)
    const [request] = await openFor('zhangsan')
    now += 3 * dayMs
    await app.signIn('zhangsan')
    expect((await app.post(`/api/access-requests/${request?.id}/refuse`)).status).toBe(204)
    // Once decided, a request is over.
    expect((await app.post(`/api/access-requests/${request?.id}/grant`)).status).toBe(204)
    await untilStatus('lisi', 403)
    now += 6 * dayMs
    await app.signIn('lisi')
    expect(await (await ask()).text()).toBe(first)
    expect(await openFor('zhangsan')).toEqual([])
    now += 2 * dayMs
    await app.signIn('lisi')
    expect(await (await ask()).text()).toBe(first)
    expect(await openFor('zhangsan')).toHaveLength(1)
    await untilMessages(2)
  })

  it('hears the same of a flow that nobody has, and of one that nobody knows yet', async () => {
    await recordStart()
    await app.signIn('lisi')
    const seen = []
    for (const taskId of [signing, 'PRO-NOBODY', 'PRO-SANDBOX-COMPLETED']) {
      const answer = await ask(taskId)
      seen.push([answer.status, [...answer.headers.keys()].toSorted(), await answer.text()])
    }
    expect(new Set(seen.map((each) => JSON.stringify(each))).size).toBe(1)
    // Of the one without a known initiator, admins are told.
    const sent = await untilMessages(3)
    const receivers = sent.map(({ to }) => to.join(' '))
    expect(receivers.toSorted()).toEqual(['wangwu', 'zhangsan', 'zhaoliu'])
    const waiting = await openFor('wangwu')
    expect(waiting.map(({ taskId }) => taskId)).toEqual(['PRO-SANDBOX-COMPLETED'])
  })

  it('can ask about twenty flows a day', async () => {
    await app.signIn('lisi')
    const taskIds = Array.from({ length: 20 }, (_, index) => `PRO-NOBODY-${index}`)
    const answers = await Promise.all(taskIds.map((taskId) => ask(taskId)))
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([202]))
    const refused = await ask('PRO-NOBODY-20')
    expect(problemSchema.parse(await refused.json()).code).toBe('too-many-requests')
    expect((await ask('PRO-NOBODY-0')).status).toBe(202)
    now += dayMs + 1
    await app.signIn('lisi')
    expect((await ask('PRO-NOBODY-20')).status).toBe(202)
  })
})

describe('a request', () => {
  it('is decided by the initiator or an admin, and is not there for anybody else', async () => {
    await recordStart()
    await app.signIn('lisi')
    await ask()
    const [request] = await openFor('zhangsan')
    await app.signIn('lisi')
    for (const decision of ['grant', 'refuse']) {
      const answer = await app.post(`/api/access-requests/${request?.id}/${decision}`)
      expect(answer.status).toBe(404)
    }
    expect(await openFor('lisi', `?taskId=${signing}`)).toEqual([])
    // It has an initiator, so that admins are not asked; they may look.
    expect(await openFor('wangwu')).toEqual([])
    expect(await openFor('wangwu', `?taskId=${signing}`)).toHaveLength(1)
    expect((await app.post(`/api/access-requests/${request?.id}/grant`)).status).toBe(204)
    await untilStatus('lisi', 200)
    await app.signIn('wangwu')
    const audit = await (await app.get(`/api/audit?taskId=${signing}`)).text()
    expect(audit).toContain('access-granted')
  })

  it('waits for the morning at night, and is not told any more when it is decided by then', async () => {
    await app.close()
    await start({ ...internal, DINGTALK_AGENT_ID: internalApp.agentId, QUIET_HOURS: '22-8' })
    // Two in the morning in Shanghai.
    now = Date.UTC(2026, 10, 26, 18)
    await recordStart()
    for (const userId of ['lisi', 'qianqi']) {
      // oxlint-disable-next-line no-await-in-loop -- one after the other
      await app.signIn(userId)
      // oxlint-disable-next-line no-await-in-loop
      await ask()
    }
    await app.proxy.sendDue()
    const asked = await openFor('zhangsan')
    expect(asked).toHaveLength(2)
    const refused = asked.find(({ name }) => name === '李四')
    await app.post(`/api/access-requests/${refused?.id}/refuse`)
    now += 6 * hourMs
    await app.proxy.sendDue()
    const sent = await messages()
    expect(sent).toMatchObject([{ to: ['zhangsan'] }])
    expect(sent[0]?.text).toContain('钱七')
  })

  it('waits on our pages where no message can be sent', async () => {
    await app.close()
    await start(thirdParty)
    await recordStart()
    await app.signIn('lisi')
    expect((await ask()).status).toBe(202)
    expect(await openFor('zhangsan')).toHaveLength(1)
  })
})
