import { once } from 'node:events'
import { connect } from 'node:net'
import { text } from 'node:stream/consumers'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { newDatabase } from '#proxy/base/store/testing/new-database.ts'
import { startListeningProxy, type ListeningProxy } from './testing/listening-proxy.ts'
import { startStubStorage, type StubStorage } from './testing/stub-storage.ts'

let storage: StubStorage
let proxy: ListeningProxy

beforeAll(async () => {
  storage = await startStubStorage()
  proxy = await startListeningProxy(storage.url, await newDatabase())
})

afterAll(async () => {
  await proxy.close()
  await storage.close()
})

const begun = 'x'.repeat(1000)
const rest = Buffer.alloc(16 * 1024 * 1024, 'x')

/** Sends a request's head, reads its answer, and only then sends the rest of the body. */
async function sendAround(path: string, headers: Record<string, string>): Promise<string> {
  const { host, hostname, port } = new URL(proxy.url)
  const socket = connect(Number(port), hostname)
  const head = Object.entries({ host, ...headers }).map((pair) => pair.join(': '))
  socket.write([`POST ${path} HTTP/1.1`, ...head, '', begun].join('\r\n'))
  const answer = text(socket)
  await once(socket, 'readable')
  socket.write(rest)
  const received = await answer
  socket.destroy()
  return received
}

const form = { 'content-type': 'multipart/form-data; boundary=b' }
const json = { 'content-type': 'application/json' }
const all = String(begun.length + rest.length)
const tooMuch = String(200 * 1024 * 1024)

it.each([
  ['a file that is too large', 413, '/api/files', form, tooMuch, {}],
  ['a file in a body of another kind', 400, '/api/files', json, all, {}],
  ['a file of nobody', 401, '/api/files', form, all, { cookie: '' }],
  ['a file from another origin', 403, '/api/files', form, all, { origin: 'https://evil.example' }],
  ['a large draft', 413, '/api/flows', json, all, {}],
  ['a large notice', 404, '/callbacks/esign/guessed', json, all, {}],
])('the refusal of %s is %i, and read by its sender', async (...row) => {
  const [, status, path, type, length, headers] = row
  const answer = await sendAround(path, {
    ...proxy.headers,
    ...type,
    ...headers,
    'content-length': length,
  })
  expect(answer).toMatch(new RegExp(`^HTTP/1.1 ${status} `))
  expect(answer).toMatch(/\r\nconnection: close\r\n/i)
  expect(answer).toMatch(/"requestId":"[^"]+"\}$/)
})

it('an answer to a whole request keeps the connection', async () => {
  const body = new TextEncoder().encode('{}')
  const answer = await fetch(`${proxy.url}/api/flows`, {
    method: 'POST',
    headers: { ...proxy.headers, ...json },
    body,
  })
  expect(answer.status).toBe(400)
  expect(answer.headers.get('connection')).not.toBe('close')
})
