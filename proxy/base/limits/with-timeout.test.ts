import { once } from 'node:events'
import { connect, createServer, type Socket } from 'node:net'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { portOf } from '#proxy/testing/listen.ts'
import { withTimeout } from './with-timeout.ts'

const server = createServer()
let client: Socket
let peer: Socket

beforeEach(async () => {
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const connected = new Promise<Socket>((resolve) => server.once('connection', resolve))
  client = connect(portOf(server), '127.0.0.1')
  peer = await connected
})

afterEach(async () => {
  client.destroy()
  peer.destroy()
  server.close()
  await once(server, 'close')
})

const timeoutMs = 20

const answer = () => once(client, 'data').then(String)

it('gives up after so many milliseconds', async () => {
  expect(await withTimeout(answer(), timeoutMs, () => 'late')).toBe('late')
})

it('takes an answer that came in time, although this process was busy until after it', async () => {
  const result = withTimeout(answer(), timeoutMs, () => 'late')
  peer.write('in time')
  const until = performance.now() + timeoutMs * 5
  while (performance.now() < until);
  expect(await result).toBe('in time')
})

it('throws what the promise rejects with, or what is thrown when it is late', async () => {
  const fail = (said: string) => () => {
    throw new Error(said)
  }
  await expect(withTimeout(Promise.reject(new Error('failed')), timeoutMs, fail('late')))
    .rejects //
    .toThrow('failed')
  await expect(withTimeout(answer(), timeoutMs, fail('late'))).rejects.toThrow('late')
})
