import { spawn, type ChildProcess } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { Client } from 'pg'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { z } from 'zod'
import { internalApp, sandboxCorpId, startSandbox } from '#sandbox/played.ts'
import { migrations } from '#proxy/base/store/migrations.ts'
import { openStore } from '#proxy/base/store/testing/open-store.ts'
import { person, started } from '#proxy/base/store/testing/samples.ts'
import { startTestPostgres, type TestPostgres } from '#proxy/base/store/testing/test-postgres.ts'
import {
  answered,
  findLost,
  prepareWork,
  type Work,
} from '#proxy/testing/durability/acknowledged.ts'
import { builtServer } from '#proxy/testing/built-server.ts'
import {
  launchServer,
  noticeSecret,
  type LiveServer,
} from '#proxy/testing/durability/live-server.ts'
import { People } from '#proxy/testing/durability/people.ts'
import { countsOf, startWriters } from '#proxy/testing/durability/writers.ts'
import { noteSize } from '#proxy/testing/note-size.ts'
import { startBalancer, type Balancer } from './balancer.ts'
import { cookieOf, openWatchers, watcherIds, type Watchers } from './watchers.ts'

/** Several servers on one Postgres, behind a balancer that distributes requests in turn. */

const isLong = process.env['LONG'] === '1'
const watchersOfEach = isLong ? 200 : 20
const notices = isLong ? 20 : 5
const wantedCalls = isLong ? 600 : 120
const readers = Array.from({ length: 12 }, (_, index) => `reader-${index}`)

let postgres: TestPostgres
let entry: string
let folder: string

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'instances-'))
  await chmod(folder, 0o711)
  ;[postgres, entry] = await Promise.all([startTestPostgres(), builtServer()])
})

afterAll(async () => {
  await postgres.stop()
  await rm(folder, { recursive: true, force: true, maxRetries: 10 })
})

const flows = ['DRAFT', 'SIGNING', 'COMPLETED', 'REVOKED', 'TERMINATED', 'EXPIRED', 'DELETED']
  .concat('REFUSED', 'UNKNOWN', 'SEAL-APPROVAL', 'EXTERNAL')
  .map((name) => `PRO-SANDBOX-${name}`)

const signing = 'PRO-SANDBOX-SIGNING'

const callsSchema = z.object({
  calls: z.array(
    z.object({
      at: z.number(),
      method: z.string(),
      path: z.string(),
      status: z.number(),
      body: z.unknown(),
    }),
  ),
})

const begunSchema = z.object({ at: z.number(), method: z.string(), path: z.string() })

const orderSchema = z.object({ orderId: z.string() })

/** The most times within any span of this many milliseconds. */
function maxWithin(times: readonly number[], spanMs: number): number {
  const sorted = times.toSorted((one, other) => one - other)
  let first = 0
  return sorted.reduce((most, at, index) => {
    while ((sorted[first] ?? at) <= at - spanMs) first += 1
    return Math.max(most, index - first + 1)
  }, 0)
}

/** The documented API of a call: the ids in its path are replaced. */
function apiOf(method: string, path: string): string {
  return `${method} ${path.replaceAll(/PRO-[\w-]+|FILE-[\w-]+/g, '{id}')}`
}

describe.each(isLong ? [2, 4] : [2])('%i instances', { timeout: 600_000 }, (count) => {
  let sandbox: Awaited<ReturnType<typeof startSandbox>>
  let databaseUrl: string
  let servers: LiveServer[]
  let balancer: Balancer
  let people: People
  let work: Work
  let watchers: Watchers

  beforeAll(async () => {
    sandbox = await startSandbox()
    databaseUrl = await postgres.createDatabase()
    servers = await Promise.all(Array.from({ length: count }, () => launch()))
    const areReady = await Promise.all(servers.map(({ ready }) => ready))
    expect(areReady, servers.map((server) => server.output()).join('\n')).not.toContain(false)
    balancer = await startBalancer(servers.map(({ url }) => url))
    people = new People(sandbox.url)
    people.url = balancer.url
    work = await prepareWork(people)
    watchers = await openWatchers(balancer.url, watchersOfEach * count)
  }, 200_000)

  afterAll(async () => {
    watchers.close()
    await Promise.all(servers.map((server) => server.kill()))
    await balancer.close()
    await sandbox.close()
  })

  const begunFile = () => join(folder, `calls-of-${count}`)

  function launch(): Promise<LiveServer> {
    const where = { entry, cwd: folder, dataDir: folder, sandboxUrl: sandbox.url }
    const env = {
      DATABASE_URL: databaseUrl,
      DINGTALK_AGENT_ID: internalApp.agentId,
      // Watchers and readers see every flow; the writers' people need a right to each.
      ADMIN_USER_IDS: [...watcherIds(watchersOfEach * count), ...readers].join(),
      LOG_LEVEL: 'warn',
      NODE_OPTIONS: `--import=${new URL('begun-calls.mjs', import.meta.url).href}`,
      BEGUN_CALLS_FILE: begunFile(),
    }
    return launchServer({ ...where, env })
  }

  async function ask<Row extends object>(query: string): Promise<Row[]> {
    const client = new Client({ connectionString: databaseUrl })
    await client.connect()
    try {
      return (await client.query<Row>(query)).rows
    } finally {
      await client.end()
    }
  }

  async function calls() {
    const answer = await fetch(`${sandbox.url}/_sandbox/calls`)
    return callsSchema.parse(await answer.json()).calls
  }

  /** When the servers began their calls; the sandbox gets them later on a busy machine. */
  async function begunCalls() {
    const lines = (await readFile(begunFile(), 'utf8')).split('\n').filter((line) => line !== '')
    return lines.map((line) => begunSchema.parse(JSON.parse(line)))
  }

  async function notify(taskId: string): Promise<void> {
    const body = { action: 'SIGN', taskId, bizData: { status: 'FINISH' } }
    const answer = await people.post('', `/callbacks/esign/${noticeSecret}`, body)
    expect(answer.status).toBe(200)
  }

  /** @returns the milliseconds until all watchers got the event */
  async function notifyAll(taskId: string): Promise<number> {
    expect(watchers.connected()).toBe(watchersOfEach * count)
    const left = watchers.listenFor(taskId)
    const begun = performance.now()
    await notify(taskId)
    await vi.waitFor(() => expect(left()).toBe(0), { timeout: 20_000, interval: 10 })
    return performance.now() - begun
  }

  it('create the tables once, although all start at the same time', async () => {
    const rows = await ask<{ name: string }>('select name from applied_migrations order by name')
    expect(rows.map(({ name }) => name)).toEqual(migrations.map(({ name }) => name))
  })

  it('notify the watchers of every instance of a notice to one', async () => {
    const busy: ChildProcess[] = []
    if (isLong) busy.push(...[1, 2].map(() => spawn(process.execPath, ['-e', 'for (;;);'])))
    try {
      const took: number[] = []
      for (let index = 0; index < notices; index += 1)
        took.push(await notifyAll(flows[index % flows.length] ?? signing))
      noteSize(`${watchersOfEach * count} watchers, told within ${Math.ceil(Math.max(...took))} ms`)
      // A small machine may take longer under load.
      if (isLong) expect(Math.max(...took)).toBeLessThan(2_000)
    } finally {
      for (const loop of busy) loop.kill('SIGKILL')
    }
  })

  it('send a reminder once, no matter who asks for it where', async () => {
    await allowReminder()
    const answers = await Promise.all(
      Array.from({ length: 12 }, (_, index) => answered(() => remind(index))),
    )
    const withStatus = (status: number) => answers.filter((answer) => answer.status === status)
    expect(withStatus(200)).toHaveLength(1)
    expect(withStatus(429)).toHaveLength(11)
    expect(await remindersSent()).toBe(1)
  })

  it('make at most 20 calls a second together, per API and corp', async () => {
    const begun = Date.now()
    const cookies = await Promise.all(readers.map((userId) => cookieOf(userId)))
    const enough = new AbortController()
    const read = async (cookie: string, index: number) => {
      for (let turn = index; !enough.signal.aborted; turn += 1) {
        const taskId = flows[turn % flows.length] ?? signing
        // Addresses of documents are never cached.
        const path = `/api/flows/${taskId}/documents`
        await (await fetch(balancer.url + path, { headers: { cookie } })).text()
      }
    }
    const reading = Promise.all(
      cookies.flatMap((cookie, index) => [read(cookie, index), read(cookie, index + 5)]),
    )
    const haveEnough = async () => {
      const made = (await calls()).filter(({ at, path }) => at >= begun && path.endsWith('/docs'))
      expect(made.length).toBeGreaterThanOrEqual(wantedCalls)
    }
    await vi.waitFor(haveEnough, { timeout: 120_000, interval: 200 }).finally(() => enough.abort())
    await reading
    const byApi = new Map<string, number[]>()
    for (const { at, method, path } of await begunCalls()) {
      const api = apiOf(method, path)
      if (at >= begun - 2_000) byApi.set(api, [...(byApi.get(api) ?? []), at])
    }
    expect(byApi.size).toBeGreaterThan(1)
    for (const [api, times] of byApi) {
      const inASecond = maxWithin(times, 1_000)
      noteSize(`${api}: ${times.length} calls, at most ${inASecond} in a second`)
      expect(inASecond, api).toBeLessThanOrEqual(20)
      expect(maxWithin(times, 3_000), api).toBeLessThanOrEqual(60)
    }
  })

  it('lose nothing and repeat nothing when one is killed under load', async () => {
    const writers = startWriters(work)
    const remindedBefore = await remindersSent()
    await allowReminder()
    await writers.more(20)
    const titles = Array.from({ length: 6 }, () => `合同 ${randomUUID()}`)
    const starting = titles.map((title) => startWhateverHappens(title))
    const orderIds = titles.map(() => `O-${randomUUID()}`)
    // Each order reaches two instances at once.
    const ordering = orderIds.map((orderId) => Promise.all([order(orderId), order(orderId)]))
    const reminding = Array.from({ length: 12 }, (_, index) => remind(index).catch(() => null))
    const [first] = servers
    await pause(30)
    await first?.kill()
    await vi.waitFor(() => expect(watchers.returns()).toBeGreaterThan(0), { timeout: 20_000 })
    await vi.waitFor(() => expect(watchers.connected()).toBe(watchersOfEach * count), 20_000)
    await notifyAll('PRO-SANDBOX-COMPLETED')
    await writers.more(20)
    await writers.stop()
    expect(await findLost(work, databaseUrl, writers.acknowledged)).toEqual([])
    await Promise.all([...starting, ...reminding])
    expect((await answered(() => remind(0))).status).toBe(429)
    expect(await remindersSent()).toBeLessThanOrEqual(remindedBefore + 1)
    noteSize(countsOf(writers.acknowledged))

    const done = (await calls()).filter(({ status }) => status === 200)
    const startsOf = (title: string) =>
      done.filter(({ body }) => z.object({ taskName: z.literal(title) }).safeParse(body).success)
    for (const title of titles) expect(startsOf(title).length).toBeLessThanOrEqual(1)

    const statuses = await Promise.all(ordering)
    const placed = new Set(orderIds.filter((_, index) => statuses[index]?.includes(201)))
    expect(placed.size).toBeGreaterThan(0)
    const ordered = async () =>
      (await calls()).filter(({ body }) => orderSchema.safeParse(body).success).length
    const before = await ordered()
    for (const orderId of [...placed].flatMap((one) => servers.map(() => one)))
      expect(await order(orderId)).toBe(201)
    // Every instance knows that the order was placed.
    expect(await ordered()).toBe(before)
  })

  /** As if the flow was started days ago, and nobody was reminded since. */
  async function allowReminder(): Promise<void> {
    const store = await openStore({ databaseUrl })
    const startedAt = Date.now() - 55 * 60 * 60_000
    const signers = [person('lisi', '李四')]
    const flow = started(signing, { people: signers, startedAt })
    await store.registry.flows.recordStart(sandboxCorpId, flow)
    await store.close()
    await ask('delete from urges')
    await notify(signing)
  }

  function remind(index: number): Promise<Response> {
    return people.post(index % 2 === 0 ? 'zhangsan' : 'wangwu', `/api/flows/${signing}/urge`)
  }

  async function remindersSent(): Promise<number> {
    const isReminder = ({ path, body }: { path: string; body: unknown }) =>
      path.includes('asyncsend') && JSON.stringify(body).includes(signing)
    return (await calls()).filter(isReminder).length
  }

  /** @returns the status; null if the instance died */
  async function order(orderId: string): Promise<number | null> {
    const product = { itemCode: 'PKG-100', itemName: '100 份', paidFen: 10_000 }
    const body = { orderId, quantity: 100, confirmedQuantity: 100, ...product }
    const answer = await people.post('wangwu', '/api/orders/channel', body).catch(() => null)
    return answer?.status ?? null
  }

  /** Repeats the same attempt until it is answered, as the page does. */
  async function startWhateverHappens(title: string): Promise<void> {
    const key = { 'idempotency-key': randomUUID() }
    const signer = { kind: 'outsider', account: '13900000008', name: '孙八', seals: ['personal'] }
    const body = {
      launch: 'direct',
      title,
      files: [{ fileId: work.fileId, name: '采购合同.pdf', kind: 'contract' }],
      signers: [signer],
    }
    // An attempt whose instance died is given up after twenty seconds.
    const until = performance.now() + (isLong ? 40_000 : 5_000)
    while (performance.now() < until) {
      const answer = await Promise.race([
        people.post('zhangsan', '/api/flows', body, key).catch(() => null),
        pause(until - performance.now(), undefined, { ref: false }),
      ])
      if (answer instanceof Response && answer.status < 500) return
    }
  }
})
