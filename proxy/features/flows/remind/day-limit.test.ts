import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { sandboxCorpId, thirdPartyApp } from '#sandbox/played.ts'
import { problemSchema } from '#shared/schemas/problem.ts'
import { remindersAnswerSchema } from '#shared/schemas/flow/remind/several-reminders.ts'
import { thirdParty, withMessages } from '#proxy/testing/sandbox-apps.ts'
import {
  morning,
  startSandboxedProxy,
  type SandboxedProxy,
} from '#proxy/testing/sandboxed-proxy.ts'

const hourMs = 60 * 60_000

const template = { DINGTALK_URGE_TEMPLATE_ID: thirdPartyApp.templates.approved }

describe.each([
  ['an internal app', 500, withMessages],
  ['a third-party app', 50, { ...withMessages, ...thirdParty, ...template, DINGTALK_AGENT_ID: '' }],
])('somebody who gets the most messages of a day from %s', (_app, perDay, env) => {
  let app: SandboxedProxy

  beforeAll(async () => {
    app = await startSandboxedProxy(env, { from: () => morning })
  })
  beforeEach(() => app.reset())
  afterAll(() => app.close())

  /** Notes reminders of another flow. */
  async function note(userId: string, count: number): Promise<void> {
    const taskId = await app.start([userId])
    const sent = { taskId, recipients: [{ userId, name: null }], at: app.now() }
    const reminder = { corpId: sandboxCorpId, userId: 'zhangsan', name: '张三', ...sent }
    for (let each = 0; each < count; each += 1)
      await app.store.registry.reminders.claim(reminder, 0)
  }

  it('is reminded by hand up to that, and again after midnight in Shanghai', async () => {
    const taskId = await app.start(['lisi'])
    await note('lisi', perDay - 1)
    await app.pass(hourMs)
    const remind = async () => {
      await app.signIn('zhangsan')
      return app.post(`/api/flows/${taskId}/urge`)
    }
    expect((await remind()).status).toBe(200)
    await app.pass(hourMs)
    const refused = await remind()
    expect(refused.status).toBe(429)
    expect(problemSchema.parse(await refused.json())).toMatchObject({
      code: 'day-limit-reached',
      names: ['李四'],
      retryAfter: 12 * 3600,
    })
    await app.pass(12 * hourMs - 1)
    expect((await remind()).status).toBe(429)
    expect(await app.messages()).toHaveLength(1)
    await app.pass(1)
    expect((await remind()).status).toBe(200)
    expect(await app.messages()).toHaveLength(2)
  })

  it('is left out, and named, where several are reminded', async () => {
    const both = await app.start(['lisi', 'wangwu'], { areParallel: true })
    const hers = await app.start(['wangwu'])
    const his = await app.start(['lisi'])
    await note('lisi', perDay)
    await app.pass(hourMs)
    await app.signIn('zhangsan')
    const answer = await app.post('/api/flows/reminders', { taskIds: [both, hers, his] })
    const { flows } = remindersAnswerSchema.parse(await answer.json())
    const refusal = { code: 'day-limit-reached', names: ['李四'], retryAfter: 13 * 3600 }
    expect(flows).toMatchObject([
      { taskId: both, urge: { recipients: ['王五'] }, heldBack: ['李四'], refusal: null },
      { taskId: hers, urge: { recipients: ['王五'] }, refusal: null },
      { taskId: his, urge: null, refusal },
    ])
    expect(flows[1]).not.toHaveProperty('heldBack')
    expect((await app.messages()).map(({ to }) => to)).toEqual([['wangwu'], ['wangwu']])
  })
})
