import { afterAll, beforeAll, expect, it } from 'vitest'
import { flowListSchema } from '#shared/schemas/flow/flow-list.ts'
import { flowViewSchema } from '#shared/schemas/flow/flow.ts'
import { internal } from '#proxy/testing/sandbox-apps.ts'
import { startSandboxedProxy, type SandboxedProxy } from '#proxy/testing/sandboxed-proxy.ts'

let app: SandboxedProxy
let now = Date.now()

beforeAll(async () => {
  app = await startSandboxedProxy(internal, { now: () => now })
  await app.signIn('wangwu')
})

afterAll(() => app.close())

const taskId = 'PRO-SANDBOX-SIGNING'
const [sentAt, signedAt] = [1_700_000_000_000, 1_700_000_500_000]

/** Makes e签宝 answer with two signers of one name, and shows the flow. */
async function show(states: readonly [number, number], signed: readonly number[]) {
  // The last reading is too old by now.
  now += 10_000
  await app.control('DELETE', '/faults')
  const logs = [
    { logType: '4', operateTime: sentAt, operatorAccountName: '张三' },
    ...signed.map((time) => ({ logType: '23', operateTime: time, operatorAccountName: '甲' })),
  ]
  const signers = states.map((signStatus) => ({ signerName: '甲', signStatus }))
  const flow = { businessScene: '两个甲', flowStatus: 1, logs }
  await app.control('POST', '/faults', { match: 'esign/flowTasks/', body: flow })
  await app.control('POST', '/faults', { match: 'esign/signTasks/', body: { ...flow, signers } })
  await app.control('POST', '/faults', { match: 'esign/approvals/', body: { data: [] } })
  const answer = await app.proxy.ask(`/api/flows/${taskId}`, {
    headers: { 'cache-control': 'no-cache' },
  })
  return flowViewSchema.parse(await answer.json()).situation.next
}

async function listed() {
  const answer = await app.get('/api/flows')
  const { flows } = flowListSchema.parse(await answer.json())
  return flows.find((flow) => flow.taskId === taskId)
}

it('of two who sign at the same time is kept on the page and in lists after one has signed', async () => {
  expect((await show([0, 0], [])).since).toBe(sentAt)
  await expect.poll(async () => (await listed())?.nextStep?.people).toEqual(['甲', '甲'])
  const after = await show([2, 0], [signedAt])
  expect(after).toMatchObject({ people: ['甲'], since: sentAt })
  await expect.poll(async () => (await listed())?.nextStep?.people).toEqual(['甲'])
  expect((await listed())?.nextStep?.since).toBe(sentAt)
})
