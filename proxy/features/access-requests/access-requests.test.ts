import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { z } from 'zod'
import { started } from '#proxy/base/store/testing/samples.ts'
import { internalApp, sandboxCorpId, thirdPartyApp } from '#sandbox/played.ts'
import { accessAnswerSchema, accessRequestListSchema } from '#shared/schemas/access-request.ts'
import { flowListSchema } from '#shared/schemas/flow/flow-list.ts'
import { problemSchema } from '#shared/schemas/problem.ts'
import { internal, thirdParty } from '#proxy/testing/sandbox-apps.ts'
import { startSandboxedProxy, type SandboxedProxy } from '#proxy/testing/sandboxed-proxy.ts'

const signing = 'PRO-SANDBOX-SIGNING'
const hourMs = 60 * 60_000
const dayMs = 24 * hourMs

/** Messages are sent in the background, after the answer. */
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

/** Records that 张三 has started a flow in this app. */
async function recordStart(taskId = signing): Promise<void> {
  await app.store.registry.flows.recordStart(
    sandboxCorpId,
    started(taskId, { title: '办公设备采购合同', people: [], startedAt: now }),
  )
}

async function ask(taskId = signing): Promise<Response> {
  return app.post(`/api/flows/${taskId}/access-requests`)
}

async function openFor(userId: string, query = '') {
  await app.signIn(userId)
  const answer = await app.get(`/api/access-requests${query}`)
  return accessRequestListSchema.parse(await answer.json()).requests
}

/** The receivers and texts of all messages, oldest first. */
async function messages(): Promise<{ to: string[]; text: string }[]> {
  const answer = messagesSchema.parse(await app.control('GET', '/messages'))
  return answer.messages.map(({ deliveredTo, msg }) => {
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

/** Waits for the status: a change of rights takes effect when its event has arrived. */
async function untilStatus(userId: string, status: number): Promise<void> {
  await app.signIn(userId)
  await vi.waitFor(async () => expect((await app.get(`/api/flows/${signing}`)).status).toBe(status))
}

/** The texts in a message sent by a template. */
const templatedSchema = z.object({
  messages: z.array(
    z.object({
      deliveredTo: z.array(z.string()),
      msg: z.object({ templateId: z.string(), data: z.record(z.string(), z.string()) }),
    }),
  ),
})

describe('the initiator in a third-party app', () => {
  it('gets a message with the configured template', async () => {
    await app.close()
    const { approved } = thirdPartyApp.templates
    await start({ ...thirdParty, DINGTALK_URGE_TEMPLATE_ID: approved })
    await recordStart()
    await app.signIn('lisi')
    expect((await ask()).status).toBe(202)
    await untilMessages(1)
    const answer = await app.control('GET', '/messages')
    expect(templatedSchema.parse(answer).messages).toMatchObject([
      {
        deliveredTo: ['zhangsan'],
        msg: { templateId: approved, data: { contract: '办公设备采购合同', urger: '李四' } },
      },
    ])
  })
})

describe('a person who was turned away', () => {
  it('asks, is let in by the initiator, and sees the flow', async () => {
    await recordStart()
    await untilStatus('lisi', 403)
    const answer = await ask()
    expect(answer.status).toBe(202)
    expect(accessAnswerSchema.parse(await answer.json())).toEqual({ state: 'asked' })
    const [message] = await untilMessages(1)
    expect(message?.to).toEqual(['zhangsan'])
    for (const part of ['办公设备采购合同', '李四', `/flows/${signing}`])
      expect(message?.text).toContain(part)

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

  it('causes one notification, however often they ask', async () => {
    await recordStart()
    await app.signIn('lisi')
    await Promise.all([ask(), ask(), ask()])
    await untilMessages(1)
    now += 6 * dayMs
    await app.signIn('lisi')
    expect((await ask()).status).toBe(202)
    await recordStart('PRO-SANDBOX-COMPLETED')
    await ask('PRO-SANDBOX-COMPLETED')
    // Messages are sent in order, so a second one about the first flow would come before this one.
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

  it('gets no answer when refused, and cannot ask again for a week', async () => {
    await recordStart()
    await app.signIn('lisi')
    const first = await (await ask()).text()
    await untilMessages(1)
    const [request] = await openFor('zhangsan')
    now += 3 * dayMs
    await app.signIn('zhangsan')
    expect((await app.post(`/api/access-requests/${request?.id}/refuse`)).status).toBe(204)
    expect((await app.post(`/api/access-requests/${request?.id}/refuse`)).status).toBe(204)
    const otherwise = await app.post(`/api/access-requests/${request?.id}/grant`)
    expect(await otherwise.json()).toMatchObject({ status: 409, code: 'request-decided' })
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

  it('gets the same answer for a flow that does not exist and for one that the app does not know yet', async () => {
    await recordStart()
    await app.signIn('lisi')
    const seen = []
    for (const taskId of [signing, 'PRO-NOBODY', 'PRO-SANDBOX-COMPLETED']) {
      const answer = await ask(taskId)
      seen.push([answer.status, [...answer.headers.keys()].toSorted(), await answer.text()])
    }
    expect(new Set(seen.map((each) => JSON.stringify(each))).size).toBe(1)
    // Admins are asked about a flow whose initiator is unknown.
    const sent = await untilMessages(3)
    const receivers = sent.map(({ to }) => to.join(' '))
    expect(receivers.toSorted()).toEqual(['wangwu', 'zhangsan', 'zhaoliu'])
    const waiting = await openFor('wangwu')
    expect(waiting.map(({ taskId }) => taskId)).toEqual(['PRO-SANDBOX-COMPLETED'])
  })

  it('can ask about twenty flows per day', async () => {
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
  it('is decided by the initiator or an admin, and hidden from everybody else', async () => {
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
    // Admins are not asked about a flow with a known initiator, but they see its requests.
    expect(await openFor('wangwu')).toEqual([])
    expect(await openFor('wangwu', `?taskId=${signing}`)).toHaveLength(1)
    expect((await app.post(`/api/access-requests/${request?.id}/grant`)).status).toBe(204)
    await untilStatus('lisi', 200)
    await app.signIn('wangwu')
    // The entry may be written after the answer.
    await vi.waitFor(async () => {
      const audit = await (await app.get(`/api/audit?taskId=${signing}`)).text()
      expect(audit).toContain('access-granted')
    })
  })

  it.each([
    ['has left', () => app.control('DELETE', `/corps/${sandboxCorpId}/people/zhangsan`)],
    [
      'is outside of what the app may see',
      () => app.control('PATCH', `/corps/${sandboxCorpId}`, { outsideRange: ['zhangsan'] }),
    ],
  ])('is up to administrators where the initiator %s', async (_, change) => {
    await recordStart()
    await change()
    await app.signIn('lisi')
    expect((await ask()).status).toBe(202)
    const sent = await untilMessages(2)
    expect(sent.map(({ to }) => to.join(' ')).toSorted()).toEqual(['wangwu', 'zhaoliu'])
    const [request] = await openFor('wangwu')
    expect(request).toMatchObject({ taskId: signing, name: '李四' })
    expect((await app.post(`/api/access-requests/${request?.id}/grant`)).status).toBe(204)
    expect(await openFor('wangwu')).toEqual([])
    await untilStatus('lisi', 200)
  })

  it('is up to the initiator where the app may not ask about members', async () => {
    await recordStart()
    await app.signIn('lisi')
    const missingScopes = ['qyapi_get_member']
    await app.control('PATCH', `/corps/${sandboxCorpId}`, { missingScopes })
    await ask()
    const [sent] = await untilMessages(1)
    expect(sent?.to).toEqual(['zhangsan'])
  })

  it('is announced in the morning after a night, unless it has been decided by then', async () => {
    await app.close()
    await start({ ...internal, DINGTALK_AGENT_ID: internalApp.agentId, QUIET_HOURS: '22-8' })
    // 02:00 in Shanghai.
    now = Date.UTC(2026, 10, 26, 18)
    await recordStart()
    for (const userId of ['lisi', 'qianqi']) {
      await app.signIn(userId)
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

  it("waits on the app's pages when no message can be sent", async () => {
    await app.close()
    await start(thirdParty)
    await recordStart()
    await app.signIn('lisi')
    expect((await ask()).status).toBe(202)
    expect(await openFor('zhangsan')).toHaveLength(1)
  })
})
