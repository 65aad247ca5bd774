import { once } from 'node:events'
import { connect, createServer, type Server } from 'node:net'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { portOf } from '#proxy/testing/listen.ts'
import { Relay } from './relay.ts'

// Only lower bounds are tested: the link is never faster than configured, but a busy machine may be
// slower.

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

/** The bytes received and the milliseconds that one exchange took. */
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

it('takes two round trips, for the handshake and the answer, and the transfer time', async () => {
  const { bytes, ms } = await exchange()
  expect(bytes).toBe(20_000)
  expect(ms).toBeGreaterThan(2 * network.roundTripMs + 195)
})

it('divides the bandwidth among all connections', async () => {
  const exchanges = await Promise.all([exchange(), exchange()])
  expect(Math.max(...exchanges.map(({ ms }) => ms))).toBeGreaterThan(2 * network.roundTripMs + 395)
})

it('can be cut and restored', async () => {
  relay.cut()
  expect(await exchange()).toMatchObject({ bytes: 0 })
  relay.mend()
  expect(await exchange()).toMatchObject({ bytes: 20_000 })
})
