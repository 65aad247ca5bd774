import { createServer, type RequestListener, type Server } from 'node:http'

/** How long a client may read nothing of its answer, in milliseconds. */
const defaultStallMs = 60_000

/**
 * Keep-alive (milliseconds). Gateways keep connections for 60 s; if we closed first, a request
 * might be lost.
 */
const defaultRestMs = 75_000

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
  server.on('request', (_request, response) => {
    response.setTimeout(stallMs, () => {
      const { socket } = response
      if (socket !== null && socket.writableLength > 0) socket.destroy()
    })
  })
  return server
}
