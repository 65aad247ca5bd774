import type { lookup } from 'node:dns'
import { once } from 'node:events'
import { createServer, type RequestListener } from 'node:http'
import { afterEach, expect, it } from 'vitest'
import { listenOn } from './testing/receiver.ts'
import { createWebhookClient, type Posted } from './webhook-client.ts'

const closings: (() => Promise<void>)[] = []

afterEach(async () => {
  for (const close of closings.splice(0)) await close()
})

const signal = new AbortController().signal

async function postTo(
  listener: RequestListener,
  {
    host = '127.0.0.1',
    allowed = ['127.0.0.1'],
    attemptMs = 15_000,
    bodyMs = 15_000,
    found = ['127.0.0.1'],
  } = {},
): Promise<Posted> {
  const addresses = found.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }))
  // The code under test calls only this overload.
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion
  const played = ((_name: string, _options: object, done: Function) =>
    done(null, addresses)) as unknown as typeof lookup
  const server = await listenOn(createServer(listener))
  const client = createWebhookClient(allowed, { attemptMs, bodyMs, lookup: played })
  closings.push(
    () => client.close(),
    () => server.close(),
  )
  const url = new URL(`http://${host}:${server.port}/in?key=1`)
  return client.post(url, { 'webhook-id': 'msg_1' }, '{}', signal)
}

it('returns the status and the first 500 bytes, and when to try again', async () => {
  const posted = await postTo((request, response) => {
    response.writeHead(503, { 'retry-after': '120' })
    response.end(
      `${request.method} ${request.url} ${String(request.headers['webhook-id'])} `.padEnd(
        10_000,
        'x',
      ),
    )
  })
  expect(posted).toMatchObject({ status: 503, retryAfter: '120' })
  const answer = 'answer' in posted ? posted.answer : ''
  expect(answer).toHaveLength(500)
  expect(answer).toMatch(/^POST \/in\?key=1 msg_1 x/)
})

it('goes by the status, however slowly the body comes', async () => {
  const posted = await postTo(
    (_request, response) => {
      response.writeHead(200)
      response.write('begun')
    },
    { bodyMs: 200 },
  )
  expect(posted).toMatchObject({ status: 200, answer: 'begun' })
})

it('goes by the status, also when the time of the attempt ends within the body', async () => {
  const listener: RequestListener = (_request, response) => void response.write('begun')
  expect(await postTo(listener, { attemptMs: 2000 })).toMatchObject({ status: 200 })
})

it('goes by the status, also when the body breaks off', async () => {
  const posted = await postTo((_request, response) => {
    response.writeHead(201, { 'content-length': 100 })
    response.write('begun', () => response.destroy())
  })
  expect(posted).toMatchObject({ status: 201 })
})

it('does not follow a redirect', async () => {
  const paths: (string | undefined)[] = []
  const posted = await postTo((request, response) => {
    paths.push(request.url)
    response.writeHead(301, { location: '/elsewhere' }).end()
  })
  expect(posted).toMatchObject({ status: 301 })
  expect(paths).toEqual(['/in?key=1'])
})

it('says that there was no answer: too slow, cut off, or nobody there', async () => {
  expect(await postTo(() => {}, { attemptMs: 50 })).toEqual({ error: 'too-slow' })
  expect(await postTo((request) => request.socket.destroy())).toEqual({ error: 'unreachable' })
  const server = await listenOn(createServer())
  await server.close()
  const client = createWebhookClient(['127.0.0.1'])
  closings.push(() => client.close())
  const url = new URL(`http://127.0.0.1:${server.port}/`)
  expect(await client.post(url, {}, '{}', signal)).toEqual({ error: 'unreachable' })
})

it('connects to no inner address that a name leads to', async () => {
  let requests = 0
  const listener: RequestListener = (_request, response) => {
    requests += 1
    response.end()
  }
  const host = 'hooks.example.com'
  for (const found of [
    ['127.0.0.1'],
    ['::1'],
    ['::ffff:127.0.0.1'],
    ['::ffff:7f00:1'],
    ['::ffff:0:127.0.0.1'],
    ['0.0.0.0'],
    ['::'],
    ['203.0.113.1', '127.0.0.1'],
    ['100.100.100.200'],
    ['169.254.169.254'],
    ['fe80::1%eth0'],
  ])
    expect(await postTo(listener, { host, allowed: [], found }), found.join()).toEqual({
      error: 'inner-address',
    })
  expect(requests).toBe(0)
  expect(await postTo(listener, { host, allowed: [host] })).toMatchObject({ status: 200 })
  expect(requests).toBe(1)
})

it('ends an attempt when the server stops', async () => {
  const stopping = new AbortController()
  const server = createServer()
  const listening = await listenOn(server)
  const client = createWebhookClient(['127.0.0.1'])
  closings.push(
    () => client.close(),
    () => listening.close(),
  )
  const url = new URL(`http://127.0.0.1:${listening.port}/`)
  const posted = client.post(url, {}, '{}', stopping.signal)
  const refused = expect(posted).rejects.toThrow('stopping')
  await once(server, 'request')
  stopping.abort(new Error('stopping'))
  await refused
})
