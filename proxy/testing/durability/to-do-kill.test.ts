import { randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { Client } from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { internalApp, startSandbox } from '#sandbox/played.ts'
import { newDatabase } from '#proxy/store/testing/new-database.ts'
import { buildServer } from './built-server.ts'
import { startKillingFront, type KillingFront, type Place } from './killing-front.ts'
import { launchServer, noticeSecret, type LiveServer } from './live-server.ts'
import { People } from './people.ts'
import { randomFrom } from './random-from.ts'

/** Two servers, one of which is killed at a call: each turn gets one to-do, which is finished. */

const isLong = process.env['LONG'] === '1'
const seed = Number(process.env['SEED'] ?? Date.now() % 2 ** 31)
const random = randomFrom(seed)

const reading = /^GET \/v2\.0\/esign\/flowTasks\/[^/]+$/
const making = /^POST \/v1\.0\/todo\/users\/[^/]+\/tasks(\?|$)/
const finishing = /^PUT .*\/executorStatus/

const places: readonly Place[] = [
  { call: reading, nth: 1, when: 'unanswered' },
  { call: making, nth: 1, when: 'before' },
  { call: making, nth: 1, when: 'unanswered' },
  { call: making, nth: 1, when: 'answered' },
  { call: reading, nth: 2, when: 'answered' },
  { call: finishing, nth: 1, when: 'before' },
  { call: finishing, nth: 1, when: 'unanswered' },
  { call: making, nth: 2, when: 'before' },
  { call: making, nth: 2, when: 'unanswered' },
  { call: finishing, nth: 2, when: 'answered' },
]

/** A random choice of two; all of them in long runs. */
const some = places
  .map((place) => ({ place, at: random() }))
  .toSorted((a, b) => a.at - b.at)
  .slice(0, isLong ? places.length : 2)
  .map(({ place }) => place)

const todosSchema = z.object({
  todos: z.array(
    z.object({
      sourceId: z.string(),
      executors: z.array(z.object({ id: z.string() })),
      done: z.boolean(),
    }),
  ),
})

const messagesSchema = z.object({
  messages: z.array(z.object({ userIds: z.array(z.string()), msg: z.unknown() })),
})

type Started = { server: LiveServer; front: KillingFront }

let built: Awaited<ReturnType<typeof buildServer>>
let sandbox: Awaited<ReturnType<typeof startSandbox>>
let folder: string
let database: Client
let databaseUrl: string
let people: People
const started: Started[] = []

/** Where to kill a server now, with the number of matching calls so far. */
let meant: (Place & { seen: number }) | null = null
let kills = 0

function placeOf(call: string): Place['when'] | null {
  if (meant === null || !meant.call.test(call)) return null
  meant.seen += 1
  if (meant.seen !== meant.nth) return null
  kills += 1
  return meant.when
}

async function start(index: number): Promise<void> {
  const kill = () => void started[index]?.server.child.kill('SIGKILL')
  const front = started[index]?.front ?? (await startKillingFront(sandbox.url, placeOf, kill))
  const server = await launchServer({
    entry: built.entry,
    dataDir: join(folder, `data-${index}`),
    sandboxUrl: front.url,
    cwd: folder,
    env: {
      DATABASE_URL: databaseUrl,
      DINGTALK_AGENT_ID: internalApp.agentId,
      QUIET_HOURS: '0-0',
      LOG_LEVEL: 'warn',
    },
  })
  started[index] = { server, front }
  if (!(await server.ready)) throw new Error(`the server has ended: ${server.output()}`)
}

/** Restarts killed servers, and lets their claims expire at once instead of after the lease. */
async function heal(): Promise<void> {
  for (const [index, { server }] of started.entries()) {
    if (server.child.exitCode === null && server.child.signalCode === null) continue
    // oxlint-disable-next-line no-await-in-loop -- one at most
    await server.exited
    // oxlint-disable-next-line no-await-in-loop
    await database.query(
      "update outbox set claimed_until = 0 where state in ('waiting', 'calling')",
    )
    // oxlint-disable-next-line no-await-in-loop
    await start(index)
  }
}

async function control(path: string, init?: RequestInit): Promise<unknown> {
  const text = await (await fetch(`${sandbox.url}/_sandbox${path}`, init)).text()
  return text === '' ? null : JSON.parse(text)
}

/** Sends e签宝's notice of a change until one of the servers accepts it. */
async function notify(taskId: string, status: string): Promise<void> {
  for (;;) {
    for (const { server } of started.toSorted(() => random() - 0.5)) {
      const url = `${server.url}/callbacks/esign/${noticeSecret}`
      const body = JSON.stringify({ action: 'SIGN', taskId, bizData: { status } })
      // oxlint-disable-next-line no-await-in-loop -- the next one where this one is down
      const answer = await fetch(url, { method: 'POST', body }).catch(() => null)
      if (answer?.ok === true) return
    }
    // oxlint-disable-next-line no-await-in-loop
    await heal()
  }
}

/** The flow's to-dos, oldest first, each with its person and whether it is done. */
async function todosOf(taskId: string): Promise<string[]> {
  const { todos } = todosSchema.parse(await control('/todos'))
  return todos
    .filter(({ sourceId }) => sourceId.startsWith(`${taskId}:`))
    .map(({ executors: [executor], done }) => {
      return `${executor?.id.replace('sandbox-union-', '')} ${done ? 'done' : 'open'}`
    })
}

async function until(taskId: string, wanted: readonly string[]): Promise<void> {
  const last = performance.now() + 60_000
  for (;;) {
    // oxlint-disable-next-line no-await-in-loop -- until it is so
    await heal()
    // oxlint-disable-next-line no-await-in-loop
    const there = await todosOf(taskId)
    if (JSON.stringify(there) === JSON.stringify(wanted)) return
    if (performance.now() > last) expect(there).toEqual(wanted)
    // oxlint-disable-next-line no-await-in-loop
    await sleep(50)
  }
}

const signer = { kind: 'member', seals: ['personal'] }

/** 张三 starts a flow that 李四 and then 王五 sign. */
async function startFlow(): Promise<string> {
  await heal()
  people.url = started[0]?.server.url ?? ''
  await people.signIn('zhangsan')
  const form = new FormData()
  form.set('file', new File(['%PDF-1.4 contract'], '合同.pdf', { type: 'application/pdf' }))
  const uploaded = await people.post('zhangsan', '/api/files', form)
  const { fileId } = z.object({ fileId: z.string() }).parse(await uploaded.json())
  const body = {
    launch: 'direct',
    title: `合同 ${randomUUID().slice(0, 8)}`,
    files: [{ fileId, name: '合同.pdf', kind: 'contract' }],
    signers: [
      { ...signer, userId: 'lisi', name: '李四', order: 1 },
      { ...signer, userId: 'wangwu', name: '王五', order: 2 },
    ],
    deadline: Date.now() + 3 * 24 * 60 * 60_000,
  }
  const key = { 'idempotency-key': randomUUID() }
  const answer = await people.post('zhangsan', '/api/flows', body, key)
  const answered: unknown = await answer.json()
  expect(answer.status, JSON.stringify(answered)).toBe(201)
  return z.object({ taskId: z.string() }).parse(answered).taskId
}

beforeAll(async () => {
  ;[built, sandbox, folder, databaseUrl] = await Promise.all([
    buildServer(),
    startSandbox(),
    mkdtemp(join(tmpdir(), 'to-do-kill-')),
    newDatabase(),
  ])
  database = new Client({ connectionString: databaseUrl })
  await database.connect()
  people = new People(sandbox.url)
  await Promise.all([start(0), start(1)])
  people.url = started[0]?.server.url ?? ''
  await people.signIn('wangwu')
  expect((await people.post('wangwu', '/api/corp/initialise')).status).toBe(200)
}, 120_000)

afterAll(async () => {
  for (const { server, front } of started) {
    server.child.kill('SIGKILL')
    // oxlint-disable-next-line no-await-in-loop -- two
    await Promise.all([server.exited, front.close()])
  }
  await database.end()
  await sandbox.close()
  await Promise.all(
    [folder, built.folder].map((each) => rm(each, { recursive: true, force: true })),
  )
}, 30_000)

describe(`seed ${seed}`, { timeout: isLong ? 600_000 : 120_000 }, () => {
  it.each(
    some.map((place) => [`${place.call.source} (${place.nth}) ${place.when}`, place] as const),
  )('everybody has one to-do per turn when a server is killed at %s', async (_, place) => {
    const taskId = await startFlow()
    const killsBefore = kills
    meant = { ...place, seen: 0 }
    await notify(taskId, 'RUNNING')
    await until(taskId, ['lisi open'])
    await control(`/flows/${taskId}/advance`, { method: 'POST' })
    await notify(taskId, 'RUNNING')
    await until(taskId, ['lisi done', 'wangwu open'])
    await control(`/flows/${taskId}/advance`, { method: 'POST' })
    await notify(taskId, 'FINISH')
    await until(taskId, ['lisi done', 'wangwu done'])
    meant = null
    expect(kills - killsBefore).toBe(1)
    await heal()
    const { messages } = messagesSchema.parse(await control('/messages'))
    const told = messages.map((message) => JSON.stringify([message.userIds, message.msg]))
    expect(new Set(told).size).toBe(told.length)
  })
})
