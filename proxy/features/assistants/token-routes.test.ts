import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { sandboxCorpId } from '#sandbox/played.ts'
import { assistantsSchema, madeAssistantSchema } from '#shared/schemas/assistant/assistants.ts'
import { appConfigSchema } from '#shared/schemas/app-config.ts'
import { problemSchema } from '#shared/schemas/problem.ts'
import { internal } from '#proxy/testing/sandbox-apps.ts'
import { startSandboxedProxy, type SandboxedProxy } from '#proxy/testing/sandboxed-proxy.ts'
import { createAssistantTokenStore } from './assistant-token-store.ts'

const dayMs = 24 * 60 * 60_000
const path = '/api/me/assistants'

let app: SandboxedProxy
let now: number

beforeEach(async () => {
  now = Date.now()
  app = await startSandboxedProxy({ ...internal, ASSISTANTS: 'on' }, { now: () => now })
  await app.signIn('lisi')
})

afterEach(() => app.close())

async function make(body: unknown = { name: 'Helper' }) {
  return madeAssistantSchema.parse(await (await app.post(path, body)).json())
}

async function list() {
  return assistantsSchema.parse(await (await app.get(path)).json()).assistants
}

it('makes a token for ninety days, and lists it without its secret', async () => {
  const { id, token, expiresAt } = await make({ name: ' 小助手 ', mayRemind: true })
  expect(token).toMatch(/^cpa_[\w-]{43}$/)
  expect(expiresAt).toBe(now + 90 * dayMs)
  expect(await list()).toEqual([
    { id, name: '小助手', mayRemind: true, createdAt: now, expiresAt, usedAt: null },
  ])
  expect(await (await app.get(path)).text()).not.toContain(token)
})

it('shows and withdraws only the tokens of the asker', async () => {
  const { id } = await make()
  await app.signIn('zhangsan')
  expect(await list()).toEqual([])
  expect((await app.proxy.ask(`${path}/${id}`, { method: 'DELETE' })).status).toBe(404)
  await app.signIn('lisi')
  expect((await app.proxy.ask(`${path}/${id}`, { method: 'DELETE' })).status).toBe(204)
  expect(await list()).toEqual([])
})

it('drops those that have expired', async () => {
  await make()
  now += 90 * dayMs
  await app.signIn('lisi')
  expect(await list()).toEqual([])
})

it('takes twenty of a person, also at the same time', async () => {
  const answers = await Promise.all(
    Array.from({ length: 22 }, (_, index) => app.post(path, { name: `A${index}` })),
  )
  const refused = answers.filter(({ status }) => status !== 200)
  expect(refused).toHaveLength(2)
  const [first] = refused
  expect(problemSchema.parse(await first?.json()).code).toBe('assistants-full')
})

it.each([{}, { name: '' }, { name: 'x'.repeat(41) }, { name: 'a\nb' }])(
  'refuses %j',
  async (body) => {
    expect((await app.post(path, body)).status).toBe(400)
  },
)

it('ends the tokens of somebody who leaves', async () => {
  await make()
  await app.store.events.publish({
    type: 'person-left',
    corpId: sandboxCorpId,
    userId: 'lisi',
    at: now,
  })
  const held = () =>
    createAssistantTokenStore(app.store.database).list(
      { corpId: sandboxCorpId, userId: 'lisi' },
      now,
    )
  await vi.waitFor(async () => expect(await held()).toEqual([]))
})

it('is not there when assistants are off', async () => {
  const config = async () => appConfigSchema.parse(await (await app.get('/api/config')).json())
  expect(await config()).toMatchObject({ assistants: true })
  await app.restart(internal)
  await app.signIn('lisi')
  expect((await app.get(path)).status).toBe(404)
  expect(await config()).not.toHaveProperty('assistants')
})
