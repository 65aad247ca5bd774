import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { z } from 'zod'
import { startSandbox, thirdPartyApp } from '#sandbox/played.ts'
import { openStore } from '#proxy/base/store/testing/open-store.ts'
import { newDatabase } from '#proxy/base/store/testing/new-database.ts'
import { thirdParty } from '#proxy/testing/sandbox-apps.ts'
import { startTestProxy, type TestProxy } from '#proxy/testing/test-proxy.ts'

/** Three instances on one database, with the sandbox's gateway. */

let sandbox: Awaited<ReturnType<typeof startSandbox>>
let instances: TestProxy[]
const slowly = { timeout: 40_000, interval: 100 }

beforeEach(async () => {
  sandbox = await startSandbox()
  instances = []
})

afterEach(async () => {
  await Promise.all(instances.map((instance) => instance.close()))
  await sandbox.close()
})

async function start(count: number, env: Record<string, string> = {}): Promise<void> {
  const databaseUrl = await newDatabase()
  for (let index = 0; index < count; index += 1) {
    const store = await openStore({ databaseUrl })
    instances.push(await startTestProxy(sandbox.url, { ...thirdParty, ...env }, { store }))
  }
  for (const instance of instances) instance.hearEvents()
}

async function connections(): Promise<number> {
  const answer = await fetch(`${sandbox.url}/_sandbox/connections`)
  const { connections: open } = z
    .object({ connections: z.array(z.unknown()) })
    .parse(await answer.json())
  return open.length
}

const readySchema = z.object({
  status: z.literal('ok'),
  eventLine: z.object({ state: z.string(), lastFrameSecondsAgo: z.number().nullable() }),
})

async function lineOf(instance: TestProxy) {
  return readySchema.parse(await (await instance.ask('/readyz')).json()).eventLine
}

it('two of three instances have a line, and the third takes over when one ends', async () => {
  await start(3)
  await vi.waitFor(async () => expect(await connections()).toBe(2), slowly)
  // The gateway counts a line before the instance that opens it.
  const lines = await vi.waitUntil(async () => {
    const each = await Promise.all(instances.map(lineOf))
    return each.filter(({ state }) => state === 'open').length === 2 && each
  }, slowly)
  expect(lines.map(({ state }) => state).toSorted()).toEqual(['off', 'open', 'open'])
  const [ending] = instances.filter((_, index) => lines[index]?.state === 'open')
  await ending?.close()
  instances = instances.filter((instance) => instance !== ending)
  const endedAt = performance.now()
  await vi.waitFor(async () => expect(await connections()).toBe(2), slowly)
  expect(performance.now() - endedAt).toBeLessThan(30_000)
}, 90_000)

it('a gateway that is down does not disturb the app', async () => {
  const fault = { match: '/v1.0/gateway', status: 503 }
  await fetch(`${sandbox.url}/_sandbox/faults`, { method: 'POST', body: JSON.stringify(fault) })
  await start(1)
  const [instance] = instances
  if (instance === undefined) throw new Error('no instance')
  expect((await instance.ask('/healthz')).status).toBe(200)
  await vi.waitFor(async () => expect((await lineOf(instance)).state).toBe('waiting'), slowly)
  expect((await lineOf(instance)).lastFrameSecondsAgo).toBeNull()
  const issued = await fetch(`${sandbox.url}/_sandbox/auth-codes`, {
    method: 'POST',
    body: JSON.stringify({ userId: 'zhangsan' }),
  })
  const { code } = z.object({ code: z.string() }).parse(await issued.json())
  const corpId = 'dingsandbox5f1c2e7a9b3d4860'
  expect((await instance.signIn({ authCode: code, corpId })).status).toBe(201)
}, 60_000)

it('an app without a suite ticket gets one by its line', async () => {
  await start(1, { DINGTALK_SUITE_TICKET: '' })
  const [instance] = instances
  if (instance === undefined) throw new Error('no instance')
  const signIn = async () => {
    const issued = await fetch(`${sandbox.url}/_sandbox/auth-codes`, {
      method: 'POST',
      body: JSON.stringify({ userId: 'zhangsan' }),
    })
    const { code } = z.object({ code: z.string() }).parse(await issued.json())
    return instance.signIn({ authCode: code, corpId: 'dingsandbox5f1c2e7a9b3d4860' })
  }
  expect((await signIn()).status).toBe(502)
  await fetch(`${sandbox.url}/_sandbox/suite-ticket`, { method: 'POST' })
  await vi.waitFor(async () => expect((await signIn()).status).toBe(201), slowly)
  expect(instance.logText()).not.toContain(thirdPartyApp.suiteSecret)
}, 60_000)
