import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { Client } from 'pg'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { internalApp, sandboxCorpId } from '#sandbox/played.ts'
import { openStore } from '#proxy/store/testing/open-store.ts'
import { newDatabase } from '#proxy/store/testing/new-database.ts'
import type { Store } from '#proxy/store/store.ts'
import { startPlayedApp, type PlayedApp } from '#proxy/testing/played-app.ts'
import { buildServer } from './built-server.ts'
import { startGatedFront, type Gate, type GatedFront } from './gated-front.ts'
import { launchServer, noticeSecret, type LiveServer } from './live-server.ts'
import { randomFrom } from './random-from.ts'

/**
 * Two servers on one database, of which one is killed while it finds out what happened to a flow and
 * tells of it. Everything goes out once; of what the killed one was asking just then nobody knows.
 */

const isLong = process.env['LONG'] === '1'
const randomKills = isLong ? 200 : 1

const seed = Number(process.env['SEED'] ?? Date.now() % 2 ** 31)
const random = randomFrom(seed)

/** Where a server is killed: at a call, or so long after it heard of the flow. */
type Place = { call: string; gate: Gate } | { afterMs: number }

const message = 'corpconversation/asyncsend_v2'

const places: readonly Place[] = [
  { call: 'signTask', gate: 'done' },
  { call: message, gate: 'sent' },
  { call: message, gate: 'done' },
  ...Array.from({ length: randomKills }, () => ({ afterMs: random() * 250 })),
]

/** At any hour, and flows are read when somebody tells of them. */
const settings = { QUIET_HOURS: '0-0', SWEEP_CALLS_PER_DAY: '0' }

const timeout = isLong ? 1_800_000 : 120_000

let store: Store
let database: Client
let app: PlayedApp
let front: GatedFront
let built: { entry: string; folder: string }
let cwd: string
let databaseUrl: string
const servers: LiveServer[] = []

beforeAll(async () => {
  databaseUrl = await newDatabase()
  store = await openStore({ databaseUrl })
  database = new Client({ connectionString: databaseUrl })
  await database.connect()
  const [started, server] = await Promise.all([
    startPlayedApp(settings, { store, from: Date.now }),
    buildServer(),
  ])
  app = started
  built = server
  front = await startGatedFront(app.sandboxUrl)
  cwd = await mkdtemp(join(tmpdir(), 'outbox-kills-'))
}, timeout)

afterAll(async () => {
  await Promise.all(servers.map((server) => server.kill()))
  await front.close()
  await app.close()
  await database.end()
  await rm(cwd, { recursive: true })
  await rm(built.folder, { recursive: true })
}, timeout)

async function launch(): Promise<LiveServer> {
  const server = await launchServer({
    entry: built.entry,
    cwd,
    dataDir: join(cwd, 'data'),
    sandboxUrl: front.url,
    env: {
      DATABASE_URL: databaseUrl,
      DINGTALK_AGENT_ID: internalApp.agentId,
      LOG_LEVEL: 'warn',
      ...settings,
    },
  })
  servers.push(server)
  if (!(await server.ready)) throw new Error(`the server ended: ${server.output()}`)
  return server
}

async function notify(server: LiveServer, taskId: string): Promise<void> {
  const answer = await fetch(`${server.url}/callbacks/esign/${noticeSecret}`, {
    method: 'POST',
    body: JSON.stringify({ action: 'SIGN', taskId, bizData: { status: 'FINISH' } }),
  })
  if (!answer.ok) throw new Error(`the notice was answered ${answer.status}`)
}

/** As if the time had passed after which a server is taken for gone. */
async function endClaims(): Promise<void> {
  await database.query('update outbox set claimed_until = 0 where claimed_until is not null')
}

function rowOf(taskId: string) {
  return store.outbox.find(sandboxCorpId, `news:${taskId}:completed:zhangsan`)
}

/** @returns the flow, and whether the killed one was where it was to be killed */
async function killAt(place: Place): Promise<{ taskId: string; isThere: boolean }> {
  const taskId = await app.start(['lisi'])
  // The one that is not killed is done with what the start caused before there is anything new.
  await app.proxy.sendDue()
  await app.sign(taskId, 'lisi')
  const server = await launch()
  const isThere =
    'call' in place ? front.keep(place.call, taskId, place.gate) : sleep(place.afterMs, 'kept')
  const isDone = vi.waitFor(async () => expect((await rowOf(taskId))?.state).toBe('sent'))
  await notify(server, taskId)
  // The other one may have been quicker, and then there is nothing to be kept back.
  const first = await Promise.race([isThere, isDone])
  await server.kill()
  front.open()
  return { taskId, isThere: first === 'kept' }
}

it(
  `sends everything once whatever is killed, seed ${seed}`,
  async () => {
    const taskIds: string[] = []
    const atCalls: string[] = []
    for (const place of places) {
      let killed: Awaited<ReturnType<typeof killAt>>
      do {
        // oxlint-disable-next-line no-await-in-loop -- one kill after the other
        killed = await killAt(place)
        taskIds.push(killed.taskId)
      } while (!killed.isThere)
      if ('call' in place) atCalls.push(killed.taskId)
    }
    // What was not found out yet is found out by whoever comes next.
    const last = await launch()
    await Promise.all(taskIds.map((taskId) => notify(last, taskId)))
    await vi.waitFor(
      async () => {
        await endClaims()
        await app.proxy.sendDue()
        const states = await Promise.all(taskIds.map(async (id) => (await rowOf(id))?.state))
        for (const state of states) expect(['sent', 'unknown']).toContain(state)
      },
      { timeout: 60_000, interval: 500 },
    )
    const messages = await app.messages()
    const outcomes = await Promise.all(
      taskIds.map(async (taskId) => {
        const count = messages.filter(({ text }) => text.includes(taskId)).length
        return { taskId, state: (await rowOf(taskId))?.state, count }
      }),
    )
    const counts = new Map<string, number>()
    for (const { state, count } of outcomes) {
      const outcome = `${state}, ${count} delivered`
      counts.set(outcome, (counts.get(outcome) ?? 0) + 1)
      if (state === 'sent') expect(count).toBe(1)
      else expect(count).toBeLessThanOrEqual(1)
    }
    process.stdout.write(`kills, seed ${seed}: ${JSON.stringify(Object.fromEntries(counts))}\n`)
    const ofCalls = atCalls.map((taskId) => outcomes.find((each) => each.taskId === taskId))
    expect(ofCalls).toMatchObject([
      { state: 'sent', count: 1 },
      { state: 'unknown', count: 0 },
      { state: 'unknown', count: 1 },
    ])
  },
  timeout,
)
