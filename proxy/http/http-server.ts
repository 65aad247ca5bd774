import { createServer, type RequestListener, type Server } from 'node:http'

/** How long a client may read nothing of its answer, milliseconds. */
const usualStallMs = 60_000

/**
 * Keep-alive, milliseconds. Gateways keep connections for 60 seconds; if we closed first, a request
 * might be lost.
 */
const restMs = 75_000

/**
 * A server that cuts off clients which do not read; slow readers go on. Node itself limits slow
 * requests.
 */
export function createHttpServer(listener: RequestListener, stallMs = usualStallMs): Server {
  const server = createServer(listener)
  server.keepAliveTimeout = restMs
  // Also fires while an answer is being made; then nothing waits to be sent.
  server.setTimeout(stallMs, (socket) => {
    if (socket.writableLength > 0) socket.destroy()
  })
  return server
}
