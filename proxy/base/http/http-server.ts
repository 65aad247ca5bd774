import { createServer, type RequestListener, type Server, type ServerResponse } from 'node:http'
import { setTimeout as pause } from 'node:timers/promises'
import { promisify } from 'node:util'

/** How long a client may read nothing of its answer, in milliseconds. */
const defaultStallMs = 60_000

/**
 * Keep-alive (milliseconds). Gateways keep connections for 60 s; if we closed first, a request
 * might be lost.
 */
const defaultRestMs = 75_000

/** The answers of each server that are not complete. */
const underWay = new WeakMap<Server, Set<ServerResponse>>()

/**
 * Closes connections of clients that do not read, and idle ones; slow readers may continue. Node
 * itself limits slow requests.
 */
export function createHttpServer(
  listener: RequestListener,
  { stallMs = defaultStallMs, restMs = defaultRestMs } = {},
): Server {
  const server = createServer(listener)
  server.keepAliveTimeout = restMs
  server.timeout = stallMs
  // Node's own timeout also ends a connection while its answer is being made, when nothing waits to
  // be sent. A listener on the server would keep idle connections forever.
  const answers = new Set<ServerResponse>()
  underWay.set(server, answers)
  server.on('request', (_request, response) => {
    answers.add(response)
    response.on('close', () => answers.delete(response))
    response.setTimeout(stallMs, () => {
      const { socket } = response
      if (socket !== null && socket.writableLength > 0) socket.destroy()
    })
  })
  return server
}

/** How long idle connections are kept, as a gateway may just be using one. */
const idleMs = 1_000

/**
 * Stops a server of `createHttpServer`. Each answer from now on closes its connection, so that a
 * gateway sends nothing more on it.
 * @param graceMs how long an answer may still take
 */
export async function stopHttpServer(server: Server, graceMs: number): Promise<void> {
  const leave = (response: ServerResponse) => {
    response.shouldKeepAlive = false
    // What has sent its headers already has promised to keep the connection.
    const { socket } = response
    if (response.headersSent) response.on('finish', () => socket?.destroySoon())
  }
  for (const response of underWay.get(server) ?? []) leave(response)
  server.prependListener('request', (_request, response) => leave(response))
  const cut = setTimeout(() => server.closeAllConnections(), graceMs)
  const connections = await promisify(server.getConnections.bind(server))()
  if (connections > 0) await pause(idleMs)
  await promisify(server.close.bind(server))()
  clearTimeout(cut)
}
