import { once } from 'node:events'
import { Agent, request, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { connect, type Socket } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createHttpServer, stopHttpServer } from './http-server.ts'
import { portOf } from '#proxy/testing/listen.ts'
import { startTestProxy } from '#proxy/testing/test-proxy.ts'
import { startUpstream } from '#proxy/testing/upstream.ts'

/** More than all socket buffers on the way can hold. */
const large = Buffer.alloc(64 * 1024 * 1024, 'x')

let server: Server

afterEach(async () => {
  if (!server.listening) return
  server.closeAllConnections()
  server.close()
  await once(server, 'close')
})

async function serve(...[listener, limits]: Parameters<typeof createHttpServer>) {
  server = createHttpServer(listener, limits).listen(0, '127.0.0.1')
  await once(server, 'listening')
}

function get(): Socket {
  const socket = connect(portOf(server), '127.0.0.1')
  socket.write('GET / HTTP/1.1\r\nhost: x\r\n\r\n')
  return socket
}

const connections = () =>
  new Promise<number>((resolve, reject) => {
    server.getConnections((error, count) => (error ? reject(error) : resolve(count)))
  })

it.each([
  ['a large answer', large, { stallMs: 200 }],
  ['a small answer', 'small', { restMs: 200 }],
])('a client that never reads %s is cut off', async (_what, body, limits) => {
  await serve((_request, response) => response.end(body), limits)
  const connected = once(server, 'connection')
  const socket = get().pause()
  socket.on('error', () => {})
  await connected
  await vi.waitFor(async () => expect(await connections()).toBe(0))
  socket.destroy()
})

it('a client that reads slowly gets all of it', async () => {
  await serve((_request, response) => response.end(large), { stallMs: 2000 })
  const socket = get()
  let bytes = 0
  for await (const chunk of socket as AsyncIterable<Buffer>) {
    const before = Math.floor(bytes / (4 * 1024 * 1024))
    bytes += chunk.length
    // Each pause is shorter than the limit, but their sum is longer.
    if (Math.floor(bytes / (4 * 1024 * 1024)) > before) await sleep(150)
    if (bytes > large.length) break
  }
  expect(bytes).toBeGreaterThan(large.length)
})

it('an answer that takes time is waited for', async () => {
  await serve((_request, response) => void sleep(500).then(() => response.end('late')), {
    stallMs: 100,
  })
  const [chunk]: unknown[] = await once(get(), 'data')
  expect(String(chunk)).toContain('late')
})

describe('stopping', () => {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 })
  const waiting: ServerResponse[] = []

  /** By the one connection that the agent keeps. */
  async function ask(path: string): Promise<{ text: string; connection: string | undefined }> {
    const asking = request({ agent, port: portOf(server), host: '127.0.0.1', path }).end()
    const [answer]: IncomingMessage[] = await once(asking, 'response')
    let text = ''
    for await (const chunk of answer ?? []) text += String(chunk)
    return { text, connection: answer?.headers.connection }
  }

  beforeEach(async () => {
    await serve(({ url }, response) => {
      if (url === '/begun') response.write('begun ')
      if (url === '/at-once') response.end('whole')
      else waiting.push(response)
    })
    waiting.length = 0
  })

  afterEach(() => agent.destroy())

  it.each(['/begun', '/late'])(
    'finishes what is under way (%s), and takes no more on its connection',
    async (path) => {
      const asked = ask(path)
      await vi.waitFor(() => expect(waiting).toHaveLength(1))
      const stopped = stopHttpServer(server, 10_000)
      // The agent sends it once the first is answered, if the connection is kept.
      const next = ask('/at-once').catch((error: unknown) => error)
      waiting[0]?.end('whole')
      expect((await asked).text).toMatch(/whole$/)
      await stopped
      const answered = await next
      if (!(answered instanceof Error)) expect(answered).toMatchObject({ connection: 'close' })
      expect(await connections()).toBe(0)
    },
  )

  it('answers what comes on an idle connection, and closes it', async () => {
    expect(await ask('/at-once')).toEqual({ text: 'whole', connection: 'keep-alive' })
    const stopped = stopHttpServer(server, 10_000)
    expect(await ask('/at-once')).toEqual({ text: 'whole', connection: 'close' })
    await stopped
    expect(await connections()).toBe(0)
  })

  it('keeps an idle connection when the answer of another ends', async () => {
    const asked = ask('/begun')
    await vi.waitFor(() => expect(waiting).toHaveLength(1))
    const idle = connect(portOf(server), '127.0.0.1')
    const receive = async () => String((await once(idle, 'data'))[0])
    idle.write('GET /at-once HTTP/1.1\r\nhost: x\r\n\r\n')
    expect(await receive()).toMatch(/connection: keep-alive/i)
    const stopped = stopHttpServer(server, 10_000)
    waiting[0]?.end('whole')
    expect((await asked).text).toMatch(/whole$/)
    idle.write('GET /at-once HTTP/1.1\r\nhost: x\r\n\r\n')
    expect(await receive()).toMatch(/connection: close/i)
    await stopped
  })

  it.each([0, 1])('answers what has connected and is not accepted yet (%i idle)', async (idle) => {
    if (idle > 0) await ask('/at-once')
    const socket = connect(portOf(server), '127.0.0.1')
    socket.write('POST /at-once HTTP/1.1\r\nhost: x\r\ncontent-length: 2\r\n\r\nab')
    const answered = once(socket, 'data')
    const stopped = stopHttpServer(server, 10_000)
    expect(String((await answered)[0])).toMatch(/connection: close/i)
    await stopped
  })

  it('cuts what takes too long', async () => {
    const asked = ask('/late').catch((error: unknown) => error)
    await vi.waitFor(() => expect(waiting).toHaveLength(1))
    await stopHttpServer(server, 50)
    expect(await asked).toMatchObject({ code: 'ECONNRESET' })
  })
})

it.each([
  ['told how long it is', 'content-length: 1000\r\n\r\n{"authCode":'],
  ['sent in chunks', 'transfer-encoding: chunked\r\n\r\n5\r\n{"aut'],
])('hanging up in a body %s is not logged as our error', async (_name, rest) => {
  const upstream = await startUpstream()
  const secret = 'the-secret-of-notices'
  const proxy = await startTestProxy(upstream.url, { ESIGN_NOTICE_SECRET: secret })
  const { port } = new URL(await proxy.listen())
  for (const path of ['/api/session', `/callbacks/esign/${secret}`]) {
    const socket = connect(Number(port), '127.0.0.1')
    const head = 'host: x\r\ncontent-type: application/json\r\nexpect: 100-continue\r\n'
    socket.write(`POST ${path} HTTP/1.1\r\n${head}${rest}`)
    // The server requests the rest once it has read the head.
    await once(socket, 'data')
    socket.destroy()
  }
  const requests = () => proxy.logLines().filter(({ msg }) => msg === 'request')
  await vi.waitFor(() => expect(requests()).toHaveLength(2))
  for (const line of requests())
    expect(line).toMatchObject({ level: 'info', code: 'invalid-request' })
  await proxy.close()
  await upstream.close()
})
