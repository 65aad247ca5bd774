import { createServer, type RequestListener, type Server } from 'node:http'

/** How long a client may read nothing of its answer, milliseconds. */
const usualStallMs = 60_000

/**
 * Keep-alive, milliseconds. Gateways keep connections for 60 seconds; if we closed first, a request
 * might be lost.
 */
const usualRestMs = 75_000

/**
 * A server that cuts off clients which do not read, and connections at rest; slow readers go on. Node
 * itself limits slow requests.
 */
export function createHttpServer(
  listener: RequestListener,
  { stallMs = usualStallMs, restMs = usualRestMs } = {},
): Server {
  const server = createServer(listener)
  server.keepAliveTimeout = restMs
  server.timeout = stallMs
  // Node ends what is silent by itself, but also while an answer is being made; then nothing waits to
  // be sent. A listener of the whole server would also keep connections at rest, for good.
  server.on('request', (_request, response) => {
    response.setTimeout(stallMs, () => {
      const { socket } = response
      if (socket !== null && socket.writableLength > 0) socket.destroy()
    })
  })
  return server
}
