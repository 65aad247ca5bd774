import { randomUUID } from 'node:crypto'
import { mkdtemp, rename, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { Client } from 'pg'
import { expect } from 'vitest'
import { z } from 'zod'
import { internalApp, startSandbox } from '#sandbox/played.ts'
import { newDatabase } from '#proxy/base/store/testing/new-database.ts'
import { builtServer } from '#proxy/testing/built-server.ts'
import { controlOf, type Control } from '#proxy/testing/control-sandbox.ts'
import { noteClaims } from './claims-of-servers.ts'
import { startKillingProxy, type KillingProxy, type Place } from './killing-proxy.ts'
import { launchServer, type LiveServer } from './live-server.ts'
import { People } from './people.ts'

/** Two servers on one database, killed where a test says, and restarted. */
export type ServerPair = {
  people: People
  /** How many servers have been killed so far. */
  kills(): number
  /**
   * Kills a server at each of these places from now on; places at the same call are used in turn.
   */
  killAt(places: readonly Place[]): void
  /** How many of the places have not been used yet. */
  placesLeft(): number
  /** Restarts killed servers, and ends their claims at once instead of after the lease. */
  heal(): Promise<void>
  /** Addresses of both, running or not. */
  urls(): string[]
  /** The time of the servers and of the sandbox. */
  now(): number
  pass(milliseconds: number): Promise<void>
  control: Control
  sandboxUrl: string
  /** 张三 starts a flow that 李四 and then 王五 sign. @param lastsMs until its deadline */
  startFlow(lastsMs?: number): Promise<string>
  /** The flow's to-dos, oldest first: `lisi done`. */
  todosOf(taskId: string): Promise<string[]>
  /** Waits for a value. Killed servers are restarted, and both run at the end. */
  until<Value>(look: () => Promise<Value>, wanted: Value): Promise<void>
  close(): Promise<void>
}

const todosSchema = z.object({
  todos: z.array(
    z.object({
      sourceId: z.string(),
      executors: z.array(z.object({ id: z.string() })),
      done: z.boolean(),
    }),
  ),
})

const signer = { kind: 'member', seals: ['personal'] }

type Started = {
  server: LiveServer
  front: KillingProxy
  /** Names its connections to the database. */
  name: string
}

/**
 * @param env settings of the servers
 * @param from initial time; defaults to the real time
 */
export async function startServerPair(
  env: Record<string, string>,
  from = Date.now(),
): Promise<ServerPair> {
  let ahead = from - Date.now()
  const now = () => Date.now() + ahead
  const [entry, sandbox, folder, databaseUrl] = await Promise.all([
    builtServer(),
    startSandbox({ now }),
    mkdtemp(join(tmpdir(), 'server-pair-')),
    newDatabase(),
  ])
  const clockFile = join(folder, 'clock')
  const clock = fileURLToPath(new URL('shifted-clock.mjs', import.meta.url))
  const database = new Client({ connectionString: databaseUrl })
  const control = controlOf(sandbox.url)
  const people = new People(sandbox.url)
  const started: Started[] = []
  let meant: (Place & { seen: number })[] = []
  let reached = 0
  let kills = 0
  let starts = 0

  function placeOf(call: string): Place['when'] | null {
    const place = meant.find((each) => each.call.test(call))
    if (place === undefined) return null
    place.seen += 1
    if (place.seen !== place.nth) return null
    meant = meant.filter((each) => each !== place)
    reached += 1
    return place.when
  }

  async function setClock(): Promise<void> {
    // Replaced atomically, so that nobody reads a partial file.
    await writeFile(`${clockFile}.new`, String(ahead))
    await rename(`${clockFile}.new`, clockFile)
  }

  async function start(index: number): Promise<void> {
    const kill = () => {
      kills += 1
      started[index]?.server.child.kill('SIGKILL')
    }
    const front = started[index]?.front ?? (await startKillingProxy(sandbox.url, placeOf, kill))
    starts += 1
    const name = `server ${starts}`
    const ownUrl = new URL(databaseUrl)
    ownUrl.searchParams.set('application_name', name)
    const server = await launchServer({
      entry,
      dataDir: join(folder, `data-${index}`),
      sandboxUrl: front.url,
      cwd: folder,
      env: {
        NODE_OPTIONS: `--import=${clock}`,
        CLOCK_FILE: clockFile,
        DATABASE_URL: ownUrl.href,
        DINGTALK_AGENT_ID: internalApp.agentId,
        LOG_LEVEL: 'warn',
        ...env,
      },
    })
    started[index] = { server, front, name }
    if (index === 0) people.url = server.url
    if (!(await server.ready)) throw new Error(`the server has ended: ${server.output()}`)
  }

  async function heal(): Promise<void> {
    for (const [index, { server, name }] of started.entries()) {
      if (server.child.exitCode === null && !server.child.killed) continue
      await server.exited
      await claims.endOf(name)
      await start(index)
    }
  }

  await setClock()
  await database.connect()
  const claims = await noteClaims(database)
  await Promise.all([start(0), start(1)])
  await people.signIn('wangwu')
  expect((await people.post('wangwu', '/api/corp/initialise')).status).toBe(200)

  return {
    people,
    kills: () => kills,
    killAt(places) {
      meant = places.map((place) => ({ ...place, seen: 0 }))
    },
    placesLeft: () => meant.length + reached - kills,
    heal,
    urls: () => started.map(({ server }) => server.url),
    now,
    async pass(milliseconds) {
      ahead += milliseconds
      await setClock()
      // They expire by Postgres' clock, which is not shifted.
      await database.query('delete from corp_tokens')
    },
    control,
    sandboxUrl: sandbox.url,
    async startFlow(lastsMs = 3 * 24 * 60 * 60_000) {
      await heal()
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
        deadline: now() + lastsMs,
      }
      const key = { 'idempotency-key': randomUUID() }
      const answer = await people.post('zhangsan', '/api/flows', body, key)
      const answered: unknown = await answer.json()
      expect(answer.status, JSON.stringify(answered)).toBe(201)
      return z.object({ taskId: z.string() }).parse(answered).taskId
    },
    async todosOf(taskId) {
      const { todos } = todosSchema.parse(await control('GET', '/todos'))
      return todos
        .filter(({ sourceId }) => sourceId.startsWith(`${taskId}:`))
        .map(({ executors: [executor], done }) => {
          return `${executor?.id.replace('sandbox-union-', '')} ${done ? 'done' : 'open'}`
        })
    },
    async until(look, wanted) {
      const last = performance.now() + 60_000
      for (;;) {
        await heal()
        const found = await look()
        if (JSON.stringify(found) === JSON.stringify(wanted)) {
          await heal()
          return
        }
        if (performance.now() > last) expect(found).toEqual(wanted)
        await sleep(50)
      }
    },
    async close() {
      for (const { server, front } of started) {
        server.child.kill('SIGKILL')
        await Promise.all([server.exited, front.close()])
      }
      await database.end()
      await sandbox.close()
      await rm(folder, { recursive: true, force: true, maxRetries: 10 })
    },
  }
}
