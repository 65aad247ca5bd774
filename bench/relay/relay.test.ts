import { once } from 'node:events'
import { connect, createServer, type Server } from 'node:net'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { portOf } from '#proxy/testing/port-of.ts'
import { Relay } from './relay.ts'

// Upper bounds are wide, since the machine may be busy. Lower bounds are exact: a link is never faster.

const network = { downBitsPerSecond: 800_000, upBitsPerSecond: 400_000, roundTripMs: 60 }
let server: Server
let relay: Relay

/** Starts a server that answers a connection's first bytes with `answerBytes` bytes, then ends it. */
async function start(answerBytes: number): Promise<void> {
  server = createServer((socket) => {
    socket.once('data', () => socket.end(Buffer.alloc(answerBytes, 'a')))
    socket.on('error', () => {})
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  relay = await Relay.to(portOf(server), network)
}

/** Bytes received and milliseconds taken by one exchange. */
async function exchange(): Promise<{ bytes: number; ms: number }> {
  const started = performance.now()
  const socket = connect(relay.port, '127.0.0.1')
  let bytes = 0
  socket.on('data', (chunk) => (bytes += chunk.length))
  socket.on('error', () => {})
  socket.write('hello')
  await once(socket, 'close')
  return { bytes, ms: performance.now() - started }
}

beforeEach(() => start(20_000))

afterEach(async () => {
  await relay.close()
  server.close()
})

it('takes the round trips of handshake and answer, and the time that the bytes need', async () => {
  const { bytes, ms } = await exchange()
  expect(bytes).toBe(20_000)
  expect(ms).toBeGreaterThan(2 * network.roundTripMs + 195)
})

it('is shared by all connections', async () => {
  const exchanges = await Promise.all([exchange(), exchange()])
  expect(Math.max(...exchanges.map(({ ms }) => ms))).toBeGreaterThan(2 * network.roundTripMs + 395)
})

it('can be cut, and mended', async () => {
  relay.cut()
  expect(await exchange()).toMatchObject({ bytes: 0 })
  relay.mend()
  expect(await exchange()).toMatchObject({ bytes: 20_000 })
})
