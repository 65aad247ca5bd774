import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { get, type IncomingMessage } from 'node:http'
import { createServer, type Server } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { z } from 'zod'
import { sandboxCorpId } from '#sandbox/played.ts'
import { freePort } from './base/free-port.ts'
import { beforeBaseline } from './base/store/migrate.ts'
import { newDatabase } from './base/store/testing/new-database.ts'
import { oldDatabase } from './base/store/testing/old-database.ts'
import { listenToEvents } from './features/live/testing/listen-to-events.ts'
import { builtServer } from './testing/built-server.ts'
import { internal } from './testing/sandbox-apps.ts'
import { portOf } from './testing/listen.ts'

/** The server's entry, in its own process. */

let entry: string
let folder: string
let child: ChildProcess | undefined
let output: { out: string; err: string }

beforeAll(async () => {
  entry = await builtServer()
})

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'proxy-'))
})

afterEach(async () => {
  if (child !== undefined && child.exitCode === null) {
    child.kill('SIGKILL')
    await once(child, 'exit')
  }
  await rm(folder, { recursive: true, maxRetries: 10 })
})

function start(env: Record<string, string>): ChildProcess {
  const started = spawn(process.execPath, [entry], {
    cwd: folder,
    env: { PATH: process.env['PATH'], ...env },
  })
  const gathered = { out: '', err: '' }
  started.stdout.on('data', (chunk) => (gathered.out += String(chunk)))
  started.stderr.on('data', (chunk) => (gathered.err += String(chunk)))
  output = gathered
  child = started
  return started
}

async function exitCode(of: ChildProcess): Promise<unknown> {
  const [code]: unknown[] = await once(of, 'exit')
  return code
}

/** A server on a free port. */
async function listenSomewhere(): Promise<{ server: Server; port: number }> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  return { server, port: portOf(server) }
}

/** Starting takes seconds, and many on a busy machine. */
describe('the server', { timeout: 180_000 }, () => {
  it('runs on the sandbox without settings, says what to open, and stops on a signal', async () => {
    const port = await freePort()
    const url = `http://localhost:${port}`
    const started = start({ PORT: String(port) })
    await vi.waitFor(
      () => expect(output.err).toContain(`${url}/flows/PRO-SANDBOX-SIGNING\n`),
      120_000,
    )

    const answer = await fetch(`${url}/api/config`)
    expect(answer.headers.get('keep-alive')).toBe('timeout=75')
    expect(await answer.json()).toMatchObject({
      mode: 'sandbox',
      appKind: 'internal',
      corpId: expect.stringMatching(/^ding/),
    })
    const codes = await fetch(`${url}/_sandbox/auth-codes`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ userId: 'zhangsan' }),
    })
    expect(codes.status).toBe(200)
    expect(await codes.json()).toEqual({ code: expect.any(String) })

    started.kill('SIGTERM')
    expect(await exitCode(started)).toBe(0)
    const lines = output.out.trim().split('\n')
    const messages = lines.map((line): unknown => JSON.parse(line))
    expect(messages).toMatchObject([
      { msg: 'Postgres is running' },
      { msg: 'listening', mode: 'sandbox', publicUrl: url },
      { msg: 'request', path: '/api/config' },
      { msg: 'request', path: '/_sandbox/auth-codes' },
      { msg: 'stopping', signal: 'SIGTERM' },
    ])
  })

  it('warns of a database that may lose what it has acknowledged', async () => {
    // The Postgres of the tests syncs nothing.
    start({ PORT: String(await freePort()), DATABASE_URL: await newDatabase() })
    const line = /"level":"warn",.*"off":\["fsync","full_page_writes","synchronous_commit"\]/
    await vi.waitFor(() => expect(output.out).toMatch(line), 120_000)
  })

  it('sends a page the event of a signature in the sandbox, and closes the connection when it stops', async () => {
    const port = await freePort()
    const url = `http://localhost:${port}`
    // The sandbox's notices cannot use this public address.
    const started = start({
      PORT: String(port),
      PUBLIC_URL: 'https://contracts.example',
      DATABASE_URL: await newDatabase(),
    })
    await vi.waitFor(async () => expect((await fetch(`${url}/readyz`)).status).toBe(200), 120_000)
    const post = (path: string, body: unknown) =>
      fetch(url + path, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      })
    const { code } = z
      .object({ code: z.string() })
      .parse(await (await post('/_sandbox/auth-codes', { userId: 'wangwu' })).json())
    const session = await post('/api/session', { authCode: code, corpId: sandboxCorpId })
    const cookie = session.headers.getSetCookie()[0]?.split(';')[0] ?? ''

    // A page of another host name that points to this machine must not control the sandbox.
    for (const [host, status] of [
      ['evil.example', 404],
      ['contracts.example', 200],
    ] as const) {
      const answer = await new Promise<IncomingMessage>((resolve) => {
        get(`${url}/_sandbox/calls`, { headers: { host } }, resolve)
      })
      answer.resume()
      expect(answer.statusCode).toBe(status)
    }

    const flow = 'PRO-SANDBOX-SIGNING'
    const page = await listenToEvents(`${url}/api/flows/${flow}/events`, { cookie })
    await post(`/_sandbox/flows/${flow}/advance`, {})
    await vi.waitFor(() =>
      expect(page.events).toContainEqual(expect.objectContaining({ data: { taskId: flow } })),
    )
    started.kill('SIGTERM')
    expect(await page.ended).toBe(true)
    expect(await exitCode(started)).toBe(0)
    expect(output.out).toContain('/callbacks/esign/***')
  })

  it('stops with its Postgres on a signal, with all data written', async () => {
    // As root, Postgres runs as another user, who needs access to the folder.
    await chmod(folder, 0o711)
    const port = await freePort()
    const started = start({ PORT: String(port), DATA_DIR: './data' })
    const readyz = `http://localhost:${port}/readyz`
    await vi.waitFor(async () => expect((await fetch(readyz)).status).toBe(200), 120_000)
    const data = join(folder, 'data', 'postgres')
    const postgres = Number.parseInt(await readFile(join(data, 'postmaster.pid'), 'utf8'), 10)

    started.kill('SIGTERM')
    expect(await exitCode(started)).toBe(0)
    expect(() => process.kill(postgres, 0)).toThrow('ESRCH')
    const said = await readFile(join(folder, 'data', 'postgres.log'), 'utf8')
    expect(said).toMatch(/database system is shut down\n$/)
  })

  it('refuses a database with too old tables, and says what to do', async () => {
    const started = start({
      PORT: String(await freePort()),
      DATABASE_URL: await oldDatabase(beforeBaseline.slice(0, 40)),
    })
    expect(await exitCode(started)).toBe(1)
    expect(output.err).toMatch(/^The tables in the database are .* docs\/deployment\.md/)
    expect(output.err).not.toContain(' at ')
    expect(output.out).toBe('')
  })

  it('reads .env, and reports all problems of the settings', async () => {
    await writeFile(join(folder, '.env'), 'DINGTALK_CLIENT_ID=dingclient\nPORT=8081\n')
    const started = start({ PORT: 'eighty' })
    // The unit in docs/deployment does not restart it then.
    expect(await exitCode(started)).toBe(78)
    expect(output.err).toContain('PORT=eighty')
    expect(output.err).toContain('DINGTALK_CLIENT_SECRET is missing')
    expect(output.err).toContain('SESSION_SECRET is missing')
    expect(output.out).toBe('')
  })

  it('says so when .env is a folder', async () => {
    await mkdir(join(folder, '.env'))
    const started = start({})
    expect(await exitCode(started)).toBe(78)
    expect(output.err).toContain('.env is a folder')
    expect(output.err).not.toContain(' at ')
  })

  it('says so when HOST is no address of the machine', async () => {
    const started = start({
      ...internal,
      SESSION_SECRET: 'a-session-secret-of-more-than-32-bytes',
      PORT: String(await freePort()),
      HOST: '192.0.2.1',
      DATABASE_URL: await newDatabase(),
    })
    expect(await exitCode(started)).toBe(1)
    expect(output.err).toContain('HOST=192.0.2.1 is no address of this machine')
    expect(output.err).not.toContain('Stop the process')
  })

  it('says so when the port is taken', async () => {
    const { server, port } = await listenSomewhere()
    const started = start({ PORT: String(port), DATABASE_URL: await newDatabase() })
    expect(await exitCode(started)).toBe(1)
    expect(output.err).toContain(`127.0.0.1:${port}`)
    expect(output.err).toContain('set another PORT')
    server.close()
  })
})
