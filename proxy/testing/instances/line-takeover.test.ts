import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { z } from 'zod'
import { startSandbox, thirdPartyApp } from '#sandbox/played.ts'
import type { Store } from '#proxy/base/store/store.ts'
import { newDatabase } from '#proxy/base/store/testing/new-database.ts'
import { openStore } from '#proxy/base/store/testing/open-store.ts'
import { builtServer } from '#proxy/testing/built-server.ts'
import { launchServer, type LiveServer } from '#proxy/testing/durability/live-server.ts'
import { thirdParty } from '#proxy/testing/sandbox-apps.ts'
import { noteSize } from '#proxy/testing/note-size.ts'

/** Three servers with two lines to DingTalk's gateway; one of those with a line is killed. */

/** A line's lease and the pause between two looks are 20 seconds; a busy machine gets ten more. */
const takeoverMs = 30_000

let entry: string
let folder: string
let sandbox: Awaited<ReturnType<typeof startSandbox>>
let store: Store
let servers: LiveServer[]

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'line-takeover-'))
  await chmod(folder, 0o711)
  const databaseUrl = await newDatabase()
  ;[entry, sandbox, store] = await Promise.all([
    builtServer(),
    startSandbox(),
    openStore({ databaseUrl }),
  ])
  const where = { entry, cwd: folder, dataDir: folder, sandboxUrl: sandbox.url }
  const env = {
    ...thirdParty,
    DINGTALK_CORP_ID: '',
    OPERATOR_USER_IDS: '',
    DATABASE_URL: databaseUrl,
    LOG_LEVEL: 'warn',
  }
  servers = await Promise.all([1, 2, 3].map(() => launchServer({ ...where, env })))
  const areReady = await Promise.all(servers.map(({ ready }) => ready))
  expect(areReady, servers.map((server) => server.output()).join('\n')).not.toContain(false)
}, 200_000)

afterAll(async () => {
  await Promise.all(servers.map((server) => server.kill()))
  await store.close()
  await sandbox.close()
  await rm(folder, { recursive: true, force: true, maxRetries: 10 })
})

const readySchema = z.object({ eventLine: z.object({ state: z.string() }) })

async function hasLine({ url }: LiveServer): Promise<boolean> {
  const answer = await fetch(`${url}/readyz`)
  return readySchema.parse(await answer.json()).eventLine.state === 'open'
}

async function withLine(among: readonly LiveServer[]): Promise<LiveServer[]> {
  const have = await Promise.all(among.map(hasLine))
  return among.filter((_, index) => have[index] === true)
}

/** The most lines at any time. */
let most = 0

/** The number of open lines at the gateway. */
async function lines(): Promise<number> {
  const answer = await fetch(`${sandbox.url}/_sandbox/connections`)
  const { connections } = z.object({ connections: z.array(z.unknown()) }).parse(await answer.json())
  most = Math.max(most, connections.length)
  return connections.length
}

async function push(eventId: string): Promise<void> {
  const event = { clientId: thirdPartyApp.suiteKey, eventType: 'org_suite_change', eventId }
  const body = JSON.stringify({ ...event, corpId: 'dingcustomer', data: {} })
  const answer = await fetch(`${sandbox.url}/_sandbox/events`, { method: 'POST', body })
  expect(answer.status).toBeLessThan(300)
}

const outcomes = async () =>
  (await store.dingtalkEvents.latest('dingcustomer', 1_000)).map(({ outcome }) => outcome)

it('another server takes the line of one that was killed, and no event is lost', async () => {
  const patient = { timeout: 60_000, interval: 50 }
  await vi.waitFor(async () => expect(await lines()).toBe(2), patient)
  const holders = await vi.waitUntil(async () => {
    const some = await withLine(servers)
    return some.length === 2 && some
  }, patient)
  const [spare] = servers.filter((server) => !holders.includes(server))
  const [killed, other] = holders
  if (spare === undefined || killed === undefined || other === undefined)
    throw new Error('two of three have a line')

  await push('before')
  await killed.kill()
  const killedAt = performance.now()
  await push('meanwhile')
  await vi.waitFor(
    async () => {
      expect(await lines()).toBe(2)
      expect(await withLine([spare, other])).toHaveLength(2)
    },
    { timeout: 2 * takeoverMs, interval: 50 },
  )
  const took = performance.now() - killedAt
  noteSize(`the line was taken over after ${Math.round(took)} ms`)
  expect(took).toBeLessThan(takeoverMs)

  // The other one is killed too, so only the line taken over is left.
  await other.kill()
  await push('after')
  await vi.waitFor(async () => expect(await outcomes()).toHaveLength(3), patient)
  await lines()
  expect(most).toBe(2)
}, 180_000)
