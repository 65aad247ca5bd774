import { afterAll, beforeAll, expect, it } from 'vitest'
import { z } from 'zod'
import { sandboxCorpId, thirdPartyApp } from '#sandbox/played.ts'
import { noTexts } from '#shared/rules/party/party.ts'
import { problemSchema } from '#shared/schemas/problem.ts'
import { thirdParty } from '#proxy/testing/sandbox-apps.ts'
import { startSandboxedProxy, type SandboxedProxy } from '#proxy/testing/sandboxed-proxy.ts'

/** Third-party apps created after 2020-11-27 may send templates only. */

const hour = 3_600_000
const signing = 'PRO-SANDBOX-SIGNING'
const { approved } = thirdPartyApp.templates

const messagesSchema = z.object({
  messages: z.array(
    z.object({
      deliveredTo: z.array(z.string()),
      msg: z.object({ templateId: z.string(), data: z.record(z.string(), z.string()) }),
    }),
  ),
})

let now = Date.now()
let running: SandboxedProxy

beforeAll(async () => {
  const env = { ...thirdParty, DINGTALK_URGE_TEMPLATE_ID: approved }
  running = await startSandboxedProxy(env, { now: () => now })
  // Records that 张三 has started in this app the flow that 李四 has to sign.
  const signer = { ...noTexts, role: 'signer' as const, requirement: null }
  await running.store.registry.flows.recordStart(sandboxCorpId, {
    taskId: signing,
    title: '办公设备采购合同',
    status: 'signing',
    initiator: { userId: 'zhangsan', name: '张三', organization: null },
    people: [{ ...signer, userId: 'lisi', name: '李四', order: 1 }],
    deadline: null,
    startedAt: now,
  })
  await running.signIn('zhangsan')
})

afterAll(() => running.close())

function remind(): Promise<Response> {
  // Late enough after the reminder of an earlier test.
  now += hour
  return running.post(`/api/flows/${signing}/urge`)
}

it('reminds with the configured template', async () => {
  expect((await remind()).status).toBe(200)
  const answer = await fetch(`${running.sandboxUrl}/_sandbox/messages`)
  const { messages } = messagesSchema.parse(await answer.json())
  expect(messages).toMatchObject([
    {
      deliveredTo: ['lisi'],
      msg: { templateId: approved, data: { contract: '办公设备采购合同', urger: '张三' } },
    },
  ])
  expect(messages[0]?.msg.data['url']).toContain(`/flows/${signing}?corpId=${sandboxCorpId}`)
  expect(await running.calls('asyncsend_v2')).toEqual([])
})

it('takes no note, as the template has no place for one', async () => {
  const view = await (await running.get(`/api/flows/${signing}`)).text()
  expect(view).not.toContain('takesNote')
  now += hour
  const refused = await running.post(`/api/flows/${signing}/urge`, { note: '今天要用' })
  expect(await refused.json()).toMatchObject({ status: 400, code: 'invalid-request' })
})

it.each([
  ['does not know', { errcode: 885001, errmsg: '模板不存在' }],
  ['has not approved', { errcode: 885006, errmsg: '模板未审核通过' }],
])('says that the app is not set up when DingTalk %s', async (_, body) => {
  await running.control('POST', '/faults', { match: 'sendbytemplate', status: 200, body, times: 1 })
  const answer = await remind()
  expect(answer.status).toBe(502)
  const problem = problemSchema.parse(await answer.json())
  expect(problem.code).toBe('upstream-credentials')
  expect(problem.title).toContain(String(body.errcode))
})
