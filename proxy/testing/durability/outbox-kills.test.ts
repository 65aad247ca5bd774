import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { Client } from 'pg'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { internalApp, sandboxCorpId } from '#sandbox/played.ts'
import { openStore } from '#proxy/base/store/testing/open-store.ts'
import { newDatabase } from '#proxy/base/store/testing/new-database.ts'
import type { Store } from '#proxy/base/store/store.ts'
import { withMessages } from '#proxy/testing/sandbox-apps.ts'
import { startSandboxedProxy, type SandboxedProxy } from '#proxy/testing/sandboxed-proxy.ts'
import { builtServer } from '#proxy/testing/built-server.ts'
import { noteSize } from '#proxy/testing/note-size.ts'
import { startKillingProxy, type KillingProxy, type Place } from './killing-proxy.ts'
import { launchServer, noticeSecret, type LiveServer } from './live-server.ts'
import { randomFrom } from '#proxy/testing/random-from.ts'

/**
 * Two servers on one database. One is killed while it reads a flow and sends messages about it.
 * Every message is sent once, except for one whose call was interrupted: its outcome is unknown.
 */

const isLong = process.env['LONG'] === '1'
const randomKills = isLong ? 100 : 1

const seed = Number(process.env['SEED'] ?? Date.now() % 2 ** 31)
const random = randomFrom(seed)

const reading = /^GET \/v2\.0\/esign\/signTasks\//
const telling = /^POST \/topapi\/message\/corpconversation\/asyncsend_v2/

type Outcome = { state: 'done' | 'unknown'; count: number }

/** When to kill, with the message's recorded state and the true number of deliveries. */
const atCalls: readonly (readonly [Omit<Place, 'nth'>, Outcome])[] = [
  [
    { call: reading, when: 'unanswered' },
    { state: 'done', count: 1 },
  ],
  [
    { call: reading, when: 'answered' },
    { state: 'done', count: 1 },
  ],
  [
    { call: telling, when: 'before' },
    { state: 'unknown', count: 0 },
  ],
  [
    { call: telling, when: 'unanswered' },
    { state: 'unknown', count: 1 },
  ],
]

/** A random choice of two; all of them in long runs. */
const someCalls = atCalls
  .map((each) => ({ each, at: random() }))
  .toSorted((a, b) => a.at - b.at)
  .slice(0, isLong ? atCalls.length : 2)
  .map(({ each }) => each)

/** No quiet hours, and no sweep: flows are read only after a notice. */
const settings = {
  QUIET_HOURS: '0-0',
  SWEEP_CALLS_PER_DAY: '0',
  ESIGN_NOTICE_SECRET: noticeSecret,
}

const timeout = isLong ? 1_800_000 : 120_000

let store: Store
let database: Client
let app: SandboxedProxy
let front: KillingProxy
let entry: string
let cwd: string
let databaseUrl: string
let server: LiveServer | undefined
/** Where to kill the server now; null for nowhere. */
let place: Omit<Place, 'nth'> | null = null

beforeAll(async () => {
  databaseUrl = await newDatabase()
  store = await openStore({ databaseUrl })
  database = new Client({ connectionString: databaseUrl })
  await database.connect()
  ;[app, entry] = await Promise.all([
    startSandboxedProxy({ ...withMessages, ...settings }, { store, from: Date.now }),
    builtServer(),
  ])
  await app.initialise()
  // Each flow costs the organisation a contract.
  await app.control('PATCH', `/corps/${sandboxCorpId}`, { margin: 10_000 })
  front = await startKillingProxy(
    app.sandboxUrl,
    (call) => (place?.call.test(call) === true ? place.when : null),
    () => void server?.child.kill('SIGKILL'),
  )
  cwd = await mkdtemp(join(tmpdir(), 'outbox-kills-'))
}, timeout)

afterAll(async () => {
  await server?.kill()
  await front.close()
  await app.close()
  await database.end()
  await rm(cwd, { recursive: true, maxRetries: 10 })
}, timeout)

async function launch(): Promise<LiveServer> {
  server = await launchServer({
    entry,
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
  if (!(await server.ready)) throw new Error(`the server ended: ${server.output()}`)
  return server
}

const callback = `/callbacks/esign/${noticeSecret}`

/** The notice that e签宝 posts when a flow is completed. */
function noticeOf(taskId: string): RequestInit {
  const body = JSON.stringify({ action: 'SIGN', taskId, bizData: { status: 'FINISH' } })
  return { method: 'POST', body }
}

async function notify({ url }: LiveServer, taskId: string): Promise<void> {
  // The server may be killed before it answers.
  await fetch(url + callback, noticeOf(taskId)).catch(() => {})
}

function rowOf(taskId: string) {
  return store.jobs.find(sandboxCorpId, `news:${taskId}:completed:zhangsan`)
}

/** A completed flow whose end no server knows yet. */
async function completed(): Promise<string> {
  const taskId = await app.start(['lisi'])
  // The surviving server finishes what the start caused, before anything new happens.
  await app.proxy.sendDue()
  await app.sign(taskId, 'lisi')
  return taskId
}

/** The surviving server's outcome for the killed one's row. */
async function outcomeOf(taskId: string): Promise<Outcome> {
  // Lets the claim expire, once the surviving server has no work of its own.
  await app.proxy.sendDue()
  await database.query('update jobs set claimed_until = 0 where claimed_until is not null')
  await app.proxy.askWithoutOrigin(callback, noticeOf(taskId))
  return vi.waitFor(async () => {
    await app.proxy.sendDue()
    const state = (await rowOf(taskId))?.state
    const messages = await app.messages()
    const count = messages.filter(({ text }) => text.includes(taskId)).length
    if (state !== 'done' && state !== 'unknown') throw new Error(`the message is ${state}`)
    return { state, count }
  })
}

/** @returns the flow; null if the other server was faster and nothing was killed */
async function killAt(at: Omit<Place, 'nth'>): Promise<string | null> {
  const taskId = await completed()
  const running = await launch()
  place = at
  const isDone = vi.waitFor(async () => expect((await rowOf(taskId))?.state).toBe('done'), {
    timeout: 60_000,
  })
  const isKilled = running.exited.then(() => 'killed' as const)
  await notify(running, taskId)
  const first = await Promise.race([isKilled, isDone])
  place = null
  await running.kill()
  return first === 'killed' ? taskId : null
}

describe(`seed ${seed}`, { timeout }, () => {
  it.each(someCalls)('a server killed at %o leaves %o', async (at, outcome) => {
    let taskId: string | null
    do {
      taskId = await killAt(at)
    } while (taskId === null)
    expect(await outcomeOf(taskId)).toEqual(outcome)
  })

  it(`every message is sent at most once when a server is killed at any moment, ${randomKills} times`, async () => {
    const counts = new Map<string, number>()
    for (let kills = 0; kills < randomKills; kills += 1) {
      const taskId = await completed()
      const running = await launch()
      await notify(running, taskId)
      await sleep(random() * 250)
      await running.kill()
      const { state, count } = await outcomeOf(taskId)
      const text = `${state}, ${count} delivered`
      counts.set(text, (counts.get(text) ?? 0) + 1)
      if (state === 'done') expect(count).toBe(1)
      else expect(count).toBeLessThanOrEqual(1)
    }
    noteSize(`kills, seed ${seed}: ${JSON.stringify(Object.fromEntries(counts))}`)
  })
})
