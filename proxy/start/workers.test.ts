import { once } from 'node:events'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { z } from 'zod'
import { sandboxCorpId } from '#sandbox/played.ts'
import { newDatabase } from '#proxy/base/store/testing/new-database.ts'
import { listenToEvents } from '#proxy/features/live/testing/listen-to-events.ts'
import { builtServer } from '#proxy/testing/built-server.ts'
import { startServerProcess, type ServerProcess } from '#proxy/testing/server-process.ts'

/** The server with several workers, each in its own process. */

let serverEntry: string
let folder: string
let server: ServerProcess | undefined

beforeAll(async () => {
  serverEntry = await builtServer()
})

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'workers-'))
})

afterEach(async () => {
  await server?.end('SIGKILL')
  await rm(folder, { recursive: true, force: true, maxRetries: 10 })
})

async function start(env: Record<string, string>): Promise<ServerProcess> {
  server = await startServerProcess(serverEntry, folder, { WORKERS: '2', ...env })
  return server
}

/** One worker may be ready before the others. */
async function allListen({ ready, output, logLines }: ServerProcess): Promise<void> {
  await ready()
  const isListening = expect.objectContaining({ msg: 'listening' })
  await vi.waitFor(() => expect(logLines(), output.err).toContainEqual(isListening), 60_000)
}

/** Uses a new connection for each request, so that all workers get some. */
async function send(url: string, body?: unknown, headers: Record<string, string> = {}) {
  return fetch(url, {
    method: body === undefined ? 'GET' : 'POST',
    headers: { 'content-type': 'application/json', connection: 'close', ...headers },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
}

async function signIn(url: string): Promise<string> {
  const issued = await send(`${url}/_sandbox/auth-codes`, { userId: 'wangwu' })
  const { code } = z.object({ code: z.string() }).parse(await issued.json())
  const session = await send(`${url}/api/session`, { authCode: code, corpId: sandboxCorpId })
  expect(session.status).toBe(201)
  return session.headers.getSetCookie()[0]?.split(';')[0] ?? ''
}

/** The child processes that run the entry. */
async function workersOf(pid: number): Promise<number[]> {
  const entries = await readdir('/proc')
  const found = await Promise.all(
    entries
      .filter((entry) => /^\d+$/.test(entry))
      .map(async (entry) => {
        const text = await readFile(`/proc/${entry}/stat`, 'utf8').catch(() => '')
        const [, parent] = /\) \S (\d+)/.exec(text) ?? []
        const command = await readFile(`/proc/${entry}/cmdline`, 'utf8').catch(() => '')
        return Number(parent) === pid && command.includes('server.') ? [Number(entry)] : []
      }),
  )
  return found.flat()
}

/** Starting takes seconds, and many on a busy machine. */
describe('several workers', { timeout: 240_000 }, () => {
  it('share a port, the database, the sandbox, sessions and live events', async () => {
    const started = await start({})
    const { url, child, end, output, logLines } = started
    await allListen(started)
    expect(output.err).toContain('PRO-SANDBOX-SIGNING')
    expect(await workersOf(child.pid ?? 0)).toHaveLength(2)
    const cookie = await signIn(url)
    const flow = 'PRO-SANDBOX-SIGNING'
    const statuses = Array.from({ length: 8 }, async () => {
      const answer = await send(`${url}/api/flows/${flow}`, undefined, { cookie })
      return answer.status
    })
    expect(new Set(await Promise.all(statuses))).toEqual(new Set([200]))

    const configs = Array.from({ length: 6 }, () => send(`${url}/api/config`))
    await Promise.all(configs.map(async (asked) => (await asked).text()))
    for (let turn = 0; turn < 3; turn += 1) {
      const metrics = await (await send(`${url}/metrics`)).text()
      expect(metrics).toMatch(/^http_requests_total\{.*route="\/api\/config".*\} 6$/m)
    }

    const pages = await Promise.all(
      Array.from({ length: 6 }, () =>
        listenToEvents(`${url}/api/flows/${flow}/events`, { cookie }),
      ),
    )
    expect((await send(`${url}/_sandbox/clock`, { days: 1 })).status).toBe(404)
    await send(`${url}/_sandbox/flows/${flow}/advance`, {})
    await vi.waitFor(() => {
      for (const page of pages)
        expect(page.events).toContainEqual(expect.objectContaining({ data: { taskId: flow } }))
    })

    expect(await end('SIGTERM')).toBe(0)
    expect(await Promise.all(pages.map((page) => page.ended))).toEqual(pages.map(() => true))
    const messages = logLines().map(({ msg }) => msg)
    expect(messages.filter((msg) => msg === 'Postgres is running')).toHaveLength(1)
    expect(messages.filter((msg) => msg === 'listening')).toHaveLength(1)
    expect(messages.filter((msg) => msg === 'stopping')).toHaveLength(1)
  })

  it('replace one that was killed', async () => {
    const started = await start({ DATABASE_URL: await newDatabase() })
    const { url, child, end, logLines } = started
    await allListen(started)
    const cookie = await signIn(url)
    const [killed = 0, ...others] = await workersOf(child.pid ?? 0)
    process.kill(killed, 'SIGKILL')
    await vi.waitFor(async () => {
      const now = await workersOf(child.pid ?? 0)
      expect(now).toHaveLength(2)
      expect(now).not.toContain(killed)
      expect(now).toEqual(expect.arrayContaining(others))
    }, 50_000)
    // The other workers accept the session that the killed one created.
    const answers = Array.from({ length: 6 }, () =>
      send(`${url}/api/session`, undefined, { cookie }),
    )
    for (const answer of await Promise.all(answers)) expect(answer.status).toBe(200)
    expect(logLines()).toContainEqual(expect.objectContaining({ msg: 'worker stopped' }))
    expect(await end('SIGTERM')).toBe(0)
  })

  it('all end when the port is taken, with a single message', async () => {
    const first = await startServerProcess(serverEntry, folder, {
      DATABASE_URL: await newDatabase(),
    })
    await first.ready()
    const { end, output, child } = await start({
      PORT: new URL(first.url).port,
      DATABASE_URL: await newDatabase(),
    })
    if (child.exitCode === null) await once(child, 'exit')
    expect(child.exitCode).toBe(1)
    expect(output.err).toContain('set another PORT')
    await end('SIGKILL')
    expect(await first.end('SIGTERM')).toBe(0)
  })
})
