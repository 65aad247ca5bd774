import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import type { Client } from './client.ts'

/** Number of pipelined requests on one connection; the answers exceed all buffers on the way. */
const unreadRequests = 50

/** Requests the app's page repeatedly, and reads nothing until the signal aborts. */
export async function neverRead(client: Client): Promise<void> {
  const socket = open(client)
  socket.pause()
  socket.write(headOf(client, 'GET', '/', []).repeat(unreadRequests))
  if (client.signal?.aborted === false) await once(client.signal, 'abort')
  socket.destroy()
}

/** Sends the beginning of a body, then disconnects. */
export async function hangUpInBody(
  client: Client,
  path: string,
  headers: readonly string[],
): Promise<void> {
  const socket = open(client)
  const about = ['content-length: 1000', 'expect: 100-continue', ...headers]
  socket.write(headOf(client, 'POST', path, about) + '{"authCode":')
  // The proxy requests the rest after it has read the headers.
  await Promise.race([once(socket, 'data'), once(socket, 'close')])
  socket.destroy()
}

function open({ url, signal }: Client): Socket {
  const { hostname, port } = new URL(url)
  const socket = connect(Number(port), hostname)
  // The proxy may reset the connection.
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
