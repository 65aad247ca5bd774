import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import type { Client } from './client.ts'

/** Requests in a row on one connection: their answers are more than the buffers on the way hold. */
const unreadRequests = 50

/** Asks for the app's page again and again, and reads nothing until the signal aborts. */
export async function neverRead(client: Client): Promise<void> {
  const socket = open(client)
  socket.pause()
  socket.write(headOf(client, 'GET', '/', []).repeat(unreadRequests))
  if (client.signal?.aborted === false) await once(client.signal, 'abort')
  socket.destroy()
}

/** Sends the beginning of a body, and hangs up. */
export async function hangUpInBody(
  client: Client,
  path: string,
  headers: readonly string[],
): Promise<void> {
  const socket = open(client)
  const about = ['content-length: 1000', 'expect: 100-continue', ...headers]
  socket.write(headOf(client, 'POST', path, about) + '{"authCode":')
  // The proxy asks for the rest once it has read the head.
  await Promise.race([once(socket, 'data'), once(socket, 'close')])
  socket.destroy()
}

function open({ url, signal }: Client): Socket {
  const { hostname, port } = new URL(url)
  const socket = connect(Number(port), hostname)
  // The proxy may cut it off.
  socket.on('error', () => {})
  signal?.addEventListener('abort', () => socket.destroy(), { once: true })
  return socket
}

function headOf(
  { url, origin, address }: Client,
  method: string,
  path: string,
  headers: readonly string[],
): string {
  const all = [`host: ${new URL(url).host}`, `origin: ${origin}`, `x-forwarded-for: ${address}`]
  return `${[`${method} ${path} HTTP/1.1`, ...all, ...headers].join('\r\n')}\r\n\r\n`
}
