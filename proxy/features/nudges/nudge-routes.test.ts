import { afterEach, describe, expect, it, vi } from 'vitest'
import { z } from 'zod'
import { internalApp, sandboxCorpId } from '#sandbox/played.ts'
import { noTexts } from '#shared/rules/party/party.ts'
import { nudgedSchema } from '#shared/schemas/nudge.ts'
import { internal, thirdParty } from '#proxy/testing/sandbox-apps.ts'
import { startSandboxedProxy, type SandboxedProxy } from '#proxy/testing/sandboxed-proxy.ts'

const refused = 'PRO-SANDBOX-REFUSED'
const dayMs = 24 * 60 * 60_000

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
  await app.store.registry.flows.recordStart(sandboxCorpId, {
    taskId: refused,
    title: '广告投放合作协议',
    status: 'refused',
    initiator: { userId: 'zhangsan', name: '张三', organization: null },
    people: [
      {
        ...noTexts,
        role: 'signer',
        userId: 'lisi',
        name: '李四',
        order: 1,
        requirement: null,
      },
    ],
    deadline: null,
    startedAt: now,
  })
}

const withMessages = { ...internal, DINGTALK_AGENT_ID: internalApp.agentId }

afterEach(() => app.close())

async function untilMessages(count: number) {
  return vi.waitFor(async () => {
    const { messages } = messagesSchema.parse(await app.control('GET', '/messages'))
    expect(messages).toHaveLength(count)
    return messages.map(({ deliveredTo, msg }) => ({ to: deliveredTo, text: JSON.stringify(msg) }))
  })
}

const nudge = () => app.post(`/api/flows/${refused}/nudge-initiator`)
const notify = (trouble: string) => app.post('/api/corp/notify-admins', { trouble })

async function nudged(answer: Promise<Response>) {
  return nudgedSchema.parse(await (await answer).json())
}

async function refusal(answer: Promise<Response>): Promise<unknown> {
  return (await answer).json()
}

describe('the initiator of a flow', () => {
  it('is asked once a day to follow it up', async () => {
    await start(withMessages)
    await app.signIn('lisi')
    expect(await nudged(nudge())).toEqual({ names: ['张三'], isNew: true })
    expect(await nudged(nudge())).toEqual({ names: ['张三'], isNew: false })
    const [message] = await untilMessages(1)
    expect(message?.to).toEqual(['zhangsan'])
    expect(message?.text).toContain('广告投放合作协议')
    expect(message?.text).toContain('李四')
    expect(message?.text).toContain(refused)
    now += dayMs
    await app.signIn('lisi')
    expect(await nudged(nudge())).toEqual({ names: ['张三'], isNew: true })
    await untilMessages(2)
  })

  it('is not asked by people who may not see it, nor by the initiator', async () => {
    await start(withMessages)
    await app.signIn('qianqi')
    expect(await refusal(nudge())).toMatchObject({ status: 403, code: 'flow-forbidden' })
    await app.signIn('zhangsan')
    expect(await refusal(nudge())).toMatchObject({ status: 409, code: 'urge-nobody' })
  })

  it('cannot be asked by an app that cannot send messages', async () => {
    await start(thirdParty)
    await app.signIn('lisi')
    expect(await refusal(nudge())).toMatchObject({ code: 'agent-id-missing' })
  })
})

describe('the administrators', () => {
  it('are told once a day of a trouble that is there', async () => {
    await start(withMessages)
    await app.control('PATCH', `/corps/${sandboxCorpId}`, { margin: 0 })
    await app.signIn('zhangsan')
    const names = ['王五', '赵六']
    expect(await nudged(notify('contracts-left'))).toEqual({ names, isNew: true })
    await app.signIn('lisi')
    expect(await nudged(notify('contracts-left'))).toEqual({ names, isNew: false })
    const messages = await untilMessages(2)
    expect(messages.flatMap(({ to }) => to).toSorted()).toEqual(['wangwu', 'zhaoliu'])
    const [message] = messages
    expect(message?.text).toContain('合同余量不足')
    expect(message?.text).toContain('张三')
    expect(message?.text).toContain('/admin?corpId=')
  })

  it.each([
    'app-installed',
    'app-authorised',
    'corp-verified',
    'contracts-left',
    'subscription-ended',
  ])('are not told of %s while all is well', async (trouble) => {
    await start(withMessages)
    await app.signIn('zhangsan')
    expect(await refusal(notify(trouble))).toMatchObject({ status: 409, code: 'trouble-over' })
  })

  it('are told of less than a tenth of what was left before', async () => {
    await start(withMessages)
    await app.control('PATCH', `/corps/${sandboxCorpId}`, { margin: 200 })
    await app.signIn('zhangsan')
    expect(await refusal(notify('contracts-left'))).toMatchObject({ code: 'trouble-over' })
    // Of each day the last reading counts.
    now += 24 * 60 * 60_000
    await app.control('PATCH', `/corps/${sandboxCorpId}`, { margin: 15 })
    await app.signIn('zhangsan')
    expect(await nudged(notify('contracts-left'))).toMatchObject({ isNew: true })
  })

  it('are told of what e签宝 does not answer for', async () => {
    await start(withMessages)
    await app.signIn('zhangsan')
    await app.control('POST', '/faults', { match: 'margin', status: 500 })
    expect(await nudged(notify('contracts-left'))).toMatchObject({ isNew: true })
    expect(await refusal(notify('the weather'))).toMatchObject({ code: 'invalid-request' })
  })
})
