import { once } from 'node:events'
import { createServer, type RequestListener, type Server } from 'node:http'
import type { Socket } from 'node:net'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { ProblemError } from '#proxy/base/problem.ts'
import { TransientFailure } from './transient-failure.ts'
import { createTransport, type Transport } from './transport.ts'
import { portOf } from '#proxy/testing/listen.ts'

let server: Server
let baseUrl: string
let transport: Transport
let answer: RequestListener
let requests: number

beforeEach(async () => {
  requests = 0
  server = createServer((request, response) => {
    requests += 1
    answer(request, response)
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  baseUrl = `http://127.0.0.1:${portOf(server)}`
  // No test reaches these time limits.
  transport = createTransport({ connect: 20_000, deadline: 20_000, replyBytes: 1000 })
})

afterEach(async () => {
  await transport.close()
  server.closeAllConnections()
  server.close()
})

/** A socket that is reset closes, too. */
const closed = (socket: Socket) => new Promise((resolve) => socket.once('close', resolve))

const get = (limits = {}) => transport.send({ method: 'GET', baseUrl, path: '/' }, limits)

function failureOf(limits = {}): Promise<unknown> {
  return get(limits).then(
    () => null,
    (error: unknown) => error,
  )
}

it('reads a reply in pieces, with or without a content length', async () => {
  const text = JSON.stringify({ title: '采购合同' })
  const bytes = Buffer.from(text)
  for (const headers of [{}, { 'content-length': bytes.length }]) {
    answer = (_request, response) => {
      response.writeHead(200, { 'content-type': 'application/json', ...headers })
      // The cut is inside a character of several bytes.
      response.write(bytes.subarray(0, 11))
      setTimeout(() => response.end(bytes.subarray(11)), 20)
    }
    expect(await get()).toEqual({ status: 200, body: { title: '采购合同' } })
  }
})

it('waits for the reply after an informational one', async () => {
  answer = (_request, response) => {
    response.writeEarlyHints({ link: '</style.css>; rel=preload; as=style' })
    response.writeHead(200).end('{"a":1}')
  }
  expect(await get()).toEqual({ status: 200, body: { a: 1 } })
})

it('returns a reply of any status, even without a body', async () => {
  answer = (_request, response) => response.writeHead(503).end()
  expect(await get()).toEqual({ status: 503, body: undefined })
})

it('refuses a reply that is too large, with or without a content length', async () => {
  for (const headers of [{}, { 'content-length': 2000 }]) {
    answer = (_request, response) => response.writeHead(200, headers).end('x'.repeat(2000))
    const failure = await failureOf()
    expect(failure).toMatchObject({ code: 'upstream-unavailable' })
    // Too large is not temporary: a retry would get the same reply.
    expect(failure).not.toBeInstanceOf(TransientFailure)
  }
})

it('does not retry when a reply broke off, but does when the connection was refused', async () => {
  answer = (_request, response) => {
    response.writeHead(200, { 'content-length': 100 })
    response.write('{')
    setTimeout(() => response.destroy(), 20)
  }
  const brokenOff = await failureOf()
  expect(brokenOff).toMatchObject({ code: 'upstream-unavailable' })
  expect(brokenOff).not.toBeInstanceOf(TransientFailure)
  server.closeAllConnections()
  server.close()
  await once(server, 'close')
  expect(await failureOf()).toBeInstanceOf(TransientFailure)
})

it('gives up at the deadline, closes the connection, and uses another one next', async () => {
  let isLetGo: Promise<unknown> = Promise.resolve()
  answer = (request, response) => {
    isLetGo = closed(request.socket)
    response.writeHead(200).write('{')
  }
  const failure = await failureOf({ msLeft: 50 })
  expect(failure).toBeInstanceOf(ProblemError)
  expect(failure).toMatchObject({ code: 'upstream-timeout' })
  await isLetGo
  answer = (_request, response) => response.end('{}')
  expect(await get()).toEqual({ status: 200, body: {} })
})

it("fails with the caller's abort reason, and sends nothing when aborted before", async () => {
  const reason = new Error('nobody waits any more')
  const giving = new AbortController()
  let isLetGo: Promise<unknown> = Promise.resolve()
  answer = (request) => {
    isLetGo = closed(request.socket)
    giving.abort(reason)
  }
  expect(await failureOf({ signal: giving.signal })).toBe(reason)
  await isLetGo
  expect(await failureOf({ signal: giving.signal })).toBe(reason)
  expect(requests).toBe(1)
})

it('sends nothing when the caller aborts before there is a connection', async () => {
  const reason = new Error('nobody waits any more')
  const giving = new AbortController()
  answer = (_request, response) => response.end('{}')
  const failure = failureOf({ signal: giving.signal })
  giving.abort(reason)
  expect(await failure).toBe(reason)
  expect(await get()).toEqual({ status: 200, body: {} })
  expect(requests).toBe(1)
})
