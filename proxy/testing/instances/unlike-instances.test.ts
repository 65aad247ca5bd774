import { once } from 'node:events'
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { connect, createServer, type Server, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { startSandbox } from '#sandbox/played.ts'
import { freePort } from '#proxy/base/free-port.ts'
import { newDatabase } from '#proxy/base/store/testing/new-database.ts'
import {
  listenToEvents,
  type EventSubscription,
} from '#proxy/features/live/testing/listen-to-events.ts'
import { builtServer } from '#proxy/testing/built-server.ts'
import { controlOf } from '#proxy/testing/control-sandbox.ts'
import {
  launchServer,
  noticeSecret,
  type LiveServer,
} from '#proxy/testing/durability/live-server.ts'
import { People } from '#proxy/testing/durability/people.ts'

/** Two servers whose clocks are five minutes apart, on a database that comes later and leaves. */

const minuteMs = 60_000

/** Longer than a store waits between two looks, on a busy machine. */
const patient = { timeout: 60_000, interval: 100 }

const taskId = 'PRO-SANDBOX-SIGNING'

let sandbox: Awaited<ReturnType<typeof startSandbox>>
let folder: string
let entry: string
let database: Away
const servers: LiveServer[] = []

/** What leads to the database, and can be away. */
type Away = { url: string; come(): Promise<void>; leave(): Promise<void> }

async function databaseAway(): Promise<Away> {
  const real = new URL(await newDatabase())
  const url = new URL(real)
  url.searchParams.delete('host')
  // A folder with its socket, or nothing if it listens on a port.
  const folderOfSocket = real.searchParams.get('host')
  const port = real.port === '' ? '5432' : real.port
  const reach = () =>
    folderOfSocket === null
      ? connect(Number(port), real.hostname)
      : connect(join(folderOfSocket, `.s.PGSQL.${port}`))
  url.host = `127.0.0.1:${await freePort()}`
  const open = new Set<Socket>()
  let server: Server | null = null
  return {
    url: url.href,
    async come() {
      server = createServer((near) => {
        const far = reach()
        for (const [one, other] of [
          [near, far],
          [far, near],
        ] as const) {
          open.add(one)
          one.on('error', () => {}).pipe(other)
          one.on('close', () => {
            open.delete(one)
            other.destroy()
          })
        }
      }).listen(Number(url.port), '127.0.0.1')
      await once(server, 'listening')
    },
    async leave() {
      if (server === null) return
      const closed = once(server.close(), 'close')
      for (const socket of open) socket.destroy()
      await closed
    },
  }
}

async function startAhead(ms: number): Promise<LiveServer> {
  const clockFile = join(folder, `clock-${ms}`)
  await writeFile(clockFile, `${ms}`)
  const clock = fileURLToPath(new URL('../durability/shifted-clock.mjs', import.meta.url))
  const server = await launchServer({
    entry,
    cwd: folder,
    dataDir: folder,
    sandboxUrl: sandbox.url,
    env: { DATABASE_URL: database.url, CLOCK_FILE: clockFile, NODE_OPTIONS: `--import=${clock}` },
  })
  servers.push(server)
  return server
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'unlike-instances-'))
  await chmod(folder, 0o711)
  ;[entry, sandbox, database] = await Promise.all([builtServer(), startSandbox(), databaseAway()])
}, 200_000)

afterAll(async () => {
  await Promise.all(servers.map((server) => server.kill()))
  await database.leave()
  await sandbox.close()
  await rm(folder, { recursive: true, force: true, maxRetries: 10 })
})

const hasSaid = (server: LiveServer, words: RegExp) => words.test(server.output())

const statusOf = (server: LiveServer, path: string) =>
  fetch(server.url + path).then(
    ({ status }) => status,
    () => null,
  )

it('they wait for it, tell each other, and go on once it is back', async () => {
  const [right, ahead] = [await startAhead(0), await startAhead(5 * minuteMs)]
  for (const server of [right, ahead]) {
    await vi.waitFor(async () => expect(await statusOf(server, '/readyz')).toBe(503), patient)
    expect(await statusOf(server, '/healthz')).toBe(200)
    await vi.waitFor(
      () =>
        expect(hasSaid(server, /ECONNREFUSED.*the store cannot be opened, which is/)).toBe(true),
      patient,
    )
  }
  await database.come()
  expect(await Promise.all([right.ready, ahead.ready])).toEqual([true, true])

  const people = new People(sandbox.url)
  people.url = ahead.url
  await people.signIn('wangwu')
  const control = controlOf(sandbox.url)
  const pages: EventSubscription[] = []
  const open = async (server: LiveServer) => {
    people.url = server.url
    expect((await people.get('wangwu', `/api/flows/${taskId}`)).status).toBe(200)
    const cookie = people.cookieOf('wangwu')
    const page = await listenToEvents(`${server.url}/api/flows/${taskId}/events`, { cookie })
    expect(page.status).toBe(200)
    pages.push(page)
  }
  const changes = () =>
    pages.map(({ events }) => events.filter(({ type }) => type === 'changed').length > 0)
  /** Somebody signs, and one of them hears of it. */
  const signOne = async (told: LiveServer) => {
    for (const page of pages) page.events.length = 0
    await control('POST', `/flows/${taskId}/advance`)
    people.url = told.url
    const notice = { action: 'SIGN', taskId, bizData: { status: 'RUNNING' } }
    await vi.waitFor(async () => {
      const answer = await people.post('', `/callbacks/esign/${noticeSecret}`, notice)
      expect(answer.status).toBe(200)
    }, patient)
    await vi.waitFor(() => expect(changes()).toEqual([true, true]), patient)
  }

  await open(right)
  await open(ahead)
  await signOne(right)

  await database.leave()
  for (const server of [right, ahead])
    await vi.waitFor(async () => expect(await statusOf(server, '/readyz')).toBe(503), patient)
  await database.come()
  for (const server of [right, ahead])
    await vi.waitFor(async () => expect(await statusOf(server, '/readyz')).toBe(200), patient)
  await signOne(ahead)

  // What one ends, the other ends too.
  people.url = right.url
  const cookie = people.cookieOf('wangwu')
  const left = await fetch(`${right.url}/api/session`, {
    method: 'DELETE',
    headers: { cookie, origin: people.origin },
  })
  expect(left.status).toBeLessThan(300)
  people.url = ahead.url
  await vi.waitFor(
    async () => expect((await people.get('wangwu', `/api/flows/${taskId}`)).status).toBe(401),
    patient,
  )
}, 300_000)
