import { once } from 'node:events'
import { connect, type Socket } from 'node:net'

/** Misuses connections to one port. */
export type BadClient = {
  /** Opens a connection and misuses it; does not wait for an answer. @throws if it is refused */
  misuse(): Promise<void>
  /** Closes what is still open. */
  close(): void
}

const headOf = (line: string, ...fields: string[]) =>
  [`${line} HTTP/1.1`, 'host: x', ...fields, '', ''].join('\r\n')

const key = 'sec-websocket-key: dGhlIHNhbXBsZSBub25jZQ=='

const upgrade = (path: string, ...fields: string[]) =>
  headOf(`GET ${path}`, 'connection: upgrade', 'upgrade: websocket', ...fields)

const handshake = (path: string) => upgrade(path, 'sec-websocket-version: 13', key)

const json = 'content-type: application/json'

/** Requests that are answered, refused or not understood. */
const requests = [
  headOf('GET /'),
  headOf('GET /healthz'),
  headOf('GET //'),
  headOf('GET /%'),
  headOf('GET /..%2f..%2fetc/passwd'),
  headOf('GET http://another.example/'),
  headOf('GET /flows/PRO-SANDBOX-SIGNING', 'accept: text/html'),
  headOf('GET /api/flows/PRO-SANDBOX-SIGNING/events', 'accept: text/event-stream'),
  headOf('CONNECT 127.0.0.1:22'),
  headOf('TRACE /'),
  headOf('OPTIONS *'),
  headOf('POST /api/session', json, 'content-length: 1000') + '{"authCode":',
  headOf('POST /api/session', json, 'transfer-encoding: chunked') + 'zz\r\n{}\r\n',
  headOf('POST /callbacks/esign/guessed', json, 'content-length: 2') + '{}',
  headOf('POST /v1.0/gateway/connections/open', json, 'content-length: 2') + '{}',
  headOf('POST /topapi/v2/user/get', 'expect: 100-continue', 'content-length: 9'),
  headOf('POST /', 'content-length: 1', 'content-length: 2') + 'x',
  headOf('POST /', 'content-length: 2', 'transfer-encoding: chunked') + '0\r\n\r\n',
  headOf('GET /', `x: ${'x'.repeat(20_000)}`),
  headOf('GET /', 'connection: keep-alive').repeat(50),
  upgrade('/_sandbox/stream'),
  upgrade('//', key),
  handshake('/_sandbox/stream?ticket=guessed'),
  handshake('/_sandbox/stream?ticket=%'),
  handshake('/api/session'),
  handshake('*'),
  'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n',
].map((text) => Buffer.from(text))

/** Start of a TLS handshake. */
const hello = Buffer.from('16030100c8010000c40303', 'hex')

/** Frames of a WebSocket: unmasked, with reserved bits, longer than allowed, and a torn one. */
const frames = [
  '810568656c6c6f',
  'f185000000006b6b6b6b6b',
  '81ffffffffffffffffff00000000',
  '81fe',
].map((hex) => Buffer.from(hex, 'hex'))

/** The most connections left open at the same time. */
const maxHeld = 200

/**
 * @param random from 0 to 1
 * @param streamPath address with a valid ticket of the Stream gateway, if there is one on this port
 */
export function createBadClient(
  port: number,
  random: () => number,
  streamPath: () => Promise<string> | null,
): BadClient {
  const held: Socket[] = []
  const pick = <Item>(items: readonly Item[]): Item => {
    const item = items[Math.floor(random() * items.length)]
    if (item === undefined) throw new Error('nothing to pick from')
    return item
  }

  const garbage = (): Buffer =>
    Buffer.from(Array.from({ length: 1 + Math.floor(random() * 4096) }, () => random() * 256))

  async function bytes(): Promise<Buffer> {
    const kind = random()
    if (kind < 0.15) return Buffer.concat([hello, garbage()])
    if (kind < 0.3) return garbage()
    if (kind < 0.35) {
      const path = await streamPath()
      if (path !== null) return Buffer.concat([Buffer.from(handshake(path)), pick(frames)])
    }
    return pick(requests)
  }

  function hold(socket: Socket): void {
    held.push(socket)
    if (held.length > maxHeld) held.shift()?.destroy()
  }

  return {
    async misuse() {
      const sent = await bytes()
      const socket = connect({ port, host: '127.0.0.1', allowHalfOpen: random() < 0.5 })
      await once(socket, 'connect')
      // The server may reset it as well.
      socket.on('error', () => {})
      socket.write(random() < 0.3 ? sent.subarray(0, Math.ceil(random() * sent.length)) : sent)
      const how = pick(['reset', 'reset', 'reset after answer', 'hang up', 'end', 'stay'])
      // Never after `end`: Node 20 would leak the handle.
      if (how === 'reset') socket.resetAndDestroy()
      else if (how === 'hang up') socket.destroy()
      else {
        if (how === 'reset after answer') socket.once('data', () => socket.resetAndDestroy())
        if (how === 'end') socket.end()
        hold(socket)
      }
    },
    close() {
      for (const socket of held) socket.destroy()
    },
  }
}
