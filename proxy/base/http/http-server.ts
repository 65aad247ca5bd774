import { once } from 'node:events'
import { createServer, type RequestListener, type Server, type ServerResponse } from 'node:http'
import { Server as NetServer } from 'node:net'
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

/** After this long without a request nothing more is expected. */
const quietMs = 500

/** How long a stopping server listens at most: one whose gateway cannot tell is asked for ever. */
const maxListenMs = 2_000

/** How long a turn of the loop is awaited in which nothing comes, which takes time if it is busy. */
const maxTurnsMs = 3_000

/** What comes in the course of a turn is not accepted in it, so that it has to be short. */
const quietTurnMs = 0.2

/**
 * Stops a server of `createHttpServer`. Each answer from now on closes its connection, so that a
 * gateway sends nothing more on it. Idle connections are closed last: a gateway that is refused a
 * new one asks another server, while a request might just cross the closing of one that it keeps.
 * @param graceMs how long an answer may still take
 */
export async function stopHttpServer(server: Server, graceMs: number): Promise<void> {
  let comings = 0
  server.on('connection', () => (comings += 1))
  const leave = (response: ServerResponse) => (response.shouldKeepAlive = false)
  // What has sent its headers already has promised to keep the connection, and is idle then.
  for (const response of underWay.get(server) ?? []) leave(response)
  server.prependListener('request', (_request, response) => {
    comings += 1
    leave(response)
  })
  const cut = setTimeout(() => server.closeAllConnections(), graceMs)
  const connections = promisify(server.getConnections.bind(server))
  const isQuiet = async () => {
    const before = comings
    await pause(quietMs)
    return comings === before
  }
  if ((await connections()) > 0) {
    const listenUntil = performance.now() + Math.min(maxListenMs, graceMs)
    while (!(await isQuiet()) && performance.now() < listenUntil);
  }
  const closed = once(server, 'close')
  await inQuietTurn(
    () => comings,
    Math.min(maxTurnsMs, graceMs),
    // That of HTTP would close idle connections at once.
    NetServer.prototype.close.bind(server),
  )
  while ((await connections()) > 0) if (await isQuiet()) server.closeIdleConnections()
  await closed
  clearTimeout(cut)
}

/**
 * Calls back in a turn of the loop in which nothing came, at once, as the system resets the
 * connections that were made and not accepted when a server stops listening.
 */
async function inQuietTurn(
  comings: () => number,
  maxMs: number,
  callback: () => unknown,
): Promise<void> {
  const until = performance.now() + maxMs
  for (;;) {
    // What came meanwhile is accepted between the end of a pause and the next immediate.
    await pause(1)
    const begun = performance.now()
    const before = comings()
    const isOver = await new Promise<boolean>((resolve) => {
      setImmediate(() => {
        const now = performance.now()
        const isQuiet = comings() === before && now - begun < quietTurnMs
        if (isQuiet || now > until) callback()
        resolve(isQuiet || now > until)
      })
    })
    if (isOver) return
  }
}
