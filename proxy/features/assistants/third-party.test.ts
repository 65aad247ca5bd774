import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { sandboxCorpId } from '#sandbox/played.ts'
import {
  assistantKeyStateSchema,
  madeAssistantKeySchema,
} from '#shared/schemas/assistant/assistant-key.ts'
import { assistantsSchema, madeAssistantSchema } from '#shared/schemas/assistant/assistants.ts'
import { newDatabase } from '#proxy/base/store/testing/new-database.ts'
import { openStore } from '#proxy/base/store/testing/open-store.ts'
import { thirdParty } from '#proxy/testing/sandbox-apps.ts'
import { startSandboxedProxy, type SandboxedProxy } from '#proxy/testing/sandboxed-proxy.ts'
import { startTestProxy } from '#proxy/testing/test-proxy.ts'
import { callTool, requestMcp } from './testing/mcp-calls.ts'

/** Organisations stop a third-party app, come back to it, and no longer pay for it. */

const env = { ...thirdParty, ASSISTANTS: 'on' }
const signing = 'PRO-SANDBOX-SIGNING'

let app: SandboxedProxy
let databaseUrl: string
let now: number

beforeEach(async () => {
  now = Date.now()
  databaseUrl = await newDatabase()
  const clock = { now: () => now, monotonic: () => now }
  app = await startSandboxedProxy(env, { ...clock, store: await openStore({ databaseUrl }) })
  await app.hearEvents()
})

afterEach(() => app.close())

async function move(what: Record<string, unknown>, state: object): Promise<void> {
  await app.control('POST', `/corps/${sandboxCorpId}/life`, { bornAt: now, ...what })
  await vi.waitFor(async () =>
    expect(await app.store.corps.find(sandboxCorpId)).toMatchObject(state),
  )
}

async function makeToken() {
  const made = await app.post('/api/me/assistants', { name: 'Helper', mayRemind: true })
  return {
    status: made.status,
    token: async () => madeAssistantSchema.parse(await made.json()).token,
  }
}

it('what an organisation made before it stopped the app has ended, also on an instance that starts later', async () => {
  await app.signIn('wangwu')
  const token = await (await makeToken()).token()
  for (let made = 1; made < 20; made += 1) expect((await makeToken()).status).toBe(200)
  expect((await makeToken()).status).toBe(409)
  const madeKey = await app.post('/api/corp/assistant-key')
  const { key } = madeAssistantKeySchema.parse(await madeKey.json())
  now += 1_000
  await move({ what: 'relieve' }, { state: 'relieved' })
  now += 1_000
  await move({ what: 'authorise' }, { state: 'active' })

  const later = await startTestProxy(app.sandboxUrl, env, {
    store: await openStore({ databaseUrl }),
  })
  for (const secret of [token, key])
    expect((await requestMcp(later, secret, 'tools/list')).status).toBe(401)
  await later.close()

  now += 1_000
  await app.signIn('wangwu')
  const list = async () =>
    assistantsSchema.parse(await (await app.get('/api/me/assistants')).json()).assistants
  expect(await list()).toEqual([])
  const state = await (await app.get('/api/corp/assistant-key')).json()
  expect(assistantKeyStateSchema.parse(state).key).toBeNull()
  const again = await (await makeToken()).token()
  expect(await list()).toHaveLength(1)
  expect((await requestMcp(app.proxy, again, 'tools/list')).status).toBe(200)
})

it('nothing is proposed once the subscription has ended', async () => {
  await app.signIn('zhangsan')
  const token = await (await makeToken()).token()
  const until = now + 60_000
  await move({ what: 'buy', until }, { boughtUntil: until })
  const remind = () => callTool(app.proxy, token, 'remind', { taskId: signing })
  expect((await remind()).content[0]?.text).not.toContain('subscription-ended')
  now = until
  const refused = await remind()
  expect(refused.isError).toBe(true)
  expect(refused.content[0]?.text).toContain('subscription-ended')
})
