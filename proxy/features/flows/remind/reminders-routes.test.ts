import { afterAll, beforeAll, expect, it } from 'vitest'
import { noTexts } from '#shared/rules/party/party.ts'
import { sandboxCorpId } from '#sandbox/played.ts'
import {
  remindersAnswerSchema,
  remindersPreviewSchema,
} from '#shared/schemas/flow/remind/several-reminders.ts'
import { internalApp } from '#sandbox/credentials.ts'
import { internal } from '#proxy/testing/sandbox-apps.ts'
import { startSandboxedProxy, type SandboxedProxy } from '#proxy/testing/sandboxed-proxy.ts'

const signing = 'PRO-SANDBOX-SIGNING'
const completed = 'PRO-SANDBOX-COMPLETED'
const sealed = 'PRO-SANDBOX-SEAL-APPROVAL'
const external = 'PRO-SANDBOX-EXTERNAL'

let now = Date.now()
let app: SandboxedProxy

beforeAll(async () => {
  const env = {
    ...internal,
    DINGTALK_AGENT_ID: internalApp.agentId,
    // For third-party apps only; has no effect here.
    DINGTALK_URGE_TEMPLATE_ID: 'left-over',
    FLOW_ACCESS: 'participants',
  }
  app = await startSandboxedProxy(env, { now: () => now })
  const signer = { ...noTexts, role: 'signer' as const, requirement: null }
  const outsider = { account: '13900000008', organization: '上海云帆贸易有限公司' }
  const initiator = { userId: 'zhangsan', name: '张三', organization: null }
  for (const taskId of [signing, completed, sealed, external])
    await app.store.registry.flows.recordStart(sandboxCorpId, {
      taskId,
      title: taskId,
      status: 'signing',
      initiator,
      people: [
        { ...signer, userId: 'lisi', name: '李四', order: 1 },
        ...(taskId === external
          ? [{ ...signer, userId: null, name: '孙八', order: 2, ...outsider }]
          : []),
      ],
      deadline: null,
      startedAt: now,
    })
  await app.signIn('zhangsan')
})

afterAll(() => app.close())

const all = [completed, signing, 'PRO-NOBODY', sealed]

async function preview(taskIds: readonly string[]) {
  const answer = await app.post('/api/flows/reminders/preview', { taskIds })
  return remindersPreviewSchema.parse(await answer.json()).flows
}

async function remind(taskIds: readonly string[]) {
  const answer = await app.post('/api/flows/reminders', { taskIds })
  return remindersAnswerSchema.parse(await answer.json()).flows
}

it('says what will happen to each flow, and afterwards what happened', async () => {
  const refused = { taskId: 'PRO-NOBODY', refusal: { code: 'flow-forbidden', retryAfter: null } }
  expect(await preview(all)).toMatchObject([
    { taskId: completed, reminderState: { state: 'nobody' }, refusal: null },
    { taskId: signing, reminderState: { state: 'possible', reached: ['李四'] }, refusal: null },
    { ...refused, reminderState: null },
    { taskId: sealed, reminderState: { state: 'unknown-people' } },
  ])
  expect(await app.calls('asyncsend_v2')).toEqual([])

  expect(await remind(all)).toMatchObject([
    { taskId: completed, urge: null, refusal: { code: 'urge-nobody' } },
    { taskId: signing, urge: { name: '张三', recipients: ['李四'], at: now }, refusal: null },
    { ...refused, urge: null },
    { taskId: sealed, urge: null, refusal: { code: 'urge-nobody' } },
  ])
  expect(await app.calls('asyncsend_v2')).toHaveLength(1)
})

it('follows the rules of a single reminder', async () => {
  expect(await preview([signing])).toMatchObject([{ reminderState: { state: 'too-soon' } }])
  expect(await remind([signing, signing])).toMatchObject([
    { urge: null, refusal: { code: 'urge-too-soon', retryAfter: 600 } },
  ])
  expect(await app.calls('asyncsend_v2')).toHaveLength(1)
  now += 600_001
  expect(await remind([signing])).toMatchObject([{ refusal: null }])
  expect(await app.calls('asyncsend_v2')).toHaveLength(2)
})

it('sends one of two that are asked for at the same time', async () => {
  now += 600_001
  const sent = (await app.calls('asyncsend_v2')).length
  const answers = await Promise.all([remind([signing]), remind([signing])])
  const refusals = answers.flat().map(({ refusal }) => refusal?.code ?? null)
  expect(refusals).toEqual(expect.arrayContaining([null, 'urge-too-soon']))
  expect(await app.calls('asyncsend_v2')).toHaveLength(sent + 1)
})

it('passes on a note, of one short line', async () => {
  now += 600_001
  expect(await preview([signing])).toMatchObject([{ reminderState: { takesNote: true } }])
  for (const note of ['长'.repeat(51), '两\n行', 7]) {
    for (const [path, body] of [
      ['/api/flows/reminders', { taskIds: [signing], note }],
      [`/api/flows/${signing}/urge`, { note }],
    ] as const)
      expect((await app.post(path, body)).status).toBe(400)
  }
  const sent = async () => JSON.stringify((await app.calls('asyncsend_v2')).at(-1)?.body)
  await app.post('/api/flows/reminders', { taskIds: [signing], note: ' 今天要用\u202E ' })
  expect(await sent()).toContain('{"key":"附言：","value":"今天要用"}')
  now += 600_001
  const answer = await app.post(`/api/flows/${signing}/urge`, { note: '  ' })
  expect(answer.status).toBe(200)
  expect(await sent()).not.toContain('附言')
})

it('names the outside signers whose links the asker may get', async () => {
  expect(await preview([external, signing])).toMatchObject([
    {
      reminderState: { state: 'unknown-people', unreached: ['孙八'] },
      outsiders: [
        {
          signer: 1,
          name: '孙八',
          organization: '上海云帆贸易有限公司',
          account: '139****0008',
        },
      ],
    },
    { reminderState: {} },
  ])
  expect((await preview([signing]))[0]).not.toHaveProperty('outsiders')
  await app.signIn('lisi')
  expect((await preview([external]))[0]).not.toHaveProperty('outsiders')
  await app.signIn('zhangsan')
})

it.each([[[]], [['../x']], [Array.from({ length: 51 }, (_, n) => `PRO-${n}`)]])(
  'refuses invalid task ids, or too many',
  async (taskIds) => {
    for (const path of ['/api/flows/reminders', '/api/flows/reminders/preview'])
      expect((await app.post(path, { taskIds })).status).toBe(400)
  },
)
