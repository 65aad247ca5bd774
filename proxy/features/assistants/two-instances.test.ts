import { afterEach, beforeEach, expect, it } from 'vitest'
import { internalApp, sandboxCorpId } from '#sandbox/played.ts'
import { madeAssistantKeySchema } from '#shared/schemas/assistant/assistant-key.ts'
import { assistantsSchema, madeAssistantSchema } from '#shared/schemas/assistant/assistants.ts'
import { problemSchema } from '#shared/schemas/problem.ts'
import { newDatabase } from '#proxy/base/store/testing/new-database.ts'
import { openStore } from '#proxy/base/store/testing/open-store.ts'
import { recordSandboxFlows } from '#proxy/features/sandbox-control/sandbox-flows.ts'
import { internal } from '#proxy/testing/sandbox-apps.ts'
import { startSandboxedProxy, type SandboxedProxy } from '#proxy/testing/sandboxed-proxy.ts'
import { startTestProxy, type TestProxy } from '#proxy/testing/test-proxy.ts'
import { callTool, requestMcp } from './testing/mcp-calls.ts'
import { remindOutput } from './tool-schemas.ts'

/** Two instances on one database: an assistant may ask either. */

let app: SandboxedProxy
let other: TestProxy

beforeEach(async () => {
  const env = {
    ...internal,
    FLOW_ACCESS: 'participants',
    ASSISTANTS: 'on',
    QUIET_HOURS: '0-0',
    DINGTALK_AGENT_ID: internalApp.agentId,
  }
  const databaseUrl = await newDatabase()
  app = await startSandboxedProxy(env, { store: await openStore({ databaseUrl }) })
  other = await startTestProxy(app.sandboxUrl, env, { store: await openStore({ databaseUrl }) })
})

afterEach(async () => {
  await other.close()
  await app.close()
})

async function tokenOf(userId: string): Promise<string> {
  await app.signIn(userId)
  const made = await app.post('/api/me/assistants', { name: 'Helper', mayRemind: true })
  return madeAssistantSchema.parse(await made.json()).token
}

/** How both answer to this token or key. */
async function statusesOf(secret: string): Promise<number[]> {
  const answers = await Promise.all(
    [other, app.proxy].map((proxy) => requestMcp(proxy, secret, 'tools/list')),
  )
  return answers.map(({ status }) => status)
}

it('a withdrawn token is refused by both at once', async () => {
  const token = await tokenOf('lisi')
  expect(await statusesOf(token)).toEqual([200, 200])
  const held = assistantsSchema.parse(await (await app.get('/api/me/assistants')).json())
  const path = `/api/me/assistants/${held.assistants[0]?.id}`
  expect((await app.proxy.ask(path, { method: 'DELETE' })).status).toBe(204)
  expect(await statusesOf(token)).toEqual([401, 401])
})

it('a replaced key is refused by both at once', async () => {
  await app.signIn('wangwu')
  const make = async () =>
    madeAssistantKeySchema.parse(await (await app.post('/api/corp/assistant-key')).json()).key
  const first = await make()
  expect(await statusesOf(first)).toEqual([200, 200])
  const second = await make()
  expect(await statusesOf(first)).toEqual([401, 401])
  expect(await statusesOf(second)).toEqual([200, 200])
})

it('a proposal that is confirmed on both is sent once', async () => {
  const known = app.upstream.sandbox.knownFlows().filter(({ corpId }) => corpId === sandboxCorpId)
  await recordSandboxFlows(app.store.registry.flows, known, Date.now())
  const token = await tokenOf('zhangsan')
  const taskId = 'PRO-SANDBOX-SIGNING'
  const { structuredContent } = await callTool(other, token, 'remind', { taskId })
  const { confirmUrl } = remindOutput.parse(structuredContent)
  const id = new URL(confirmUrl ?? '').searchParams.get('confirm') ?? ''
  const reminders = async () =>
    (await app.messages()).filter(({ text }) => text.includes('等待您签署'))
  await app.proxy.sendDue()
  await other.sendDue()
  expect(await reminders()).toEqual([])
  const headers = { cookie: app.proxy.cookie() }
  const confirmations = await Promise.all(
    [other, app.proxy].map((proxy) =>
      proxy.ask(`/api/proposals/${id}/confirm`, { method: 'POST', headers }),
    ),
  )
  const [refused] = confirmations.filter(({ status }) => status !== 200)
  expect(confirmations.filter(({ status }) => status === 200)).toHaveLength(1)
  expect(problemSchema.parse(await refused?.json()).code).toBe('proposal-ended')
  expect(await reminders()).toHaveLength(1)
})
