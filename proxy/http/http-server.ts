import { createServer, type RequestListener, type Server } from 'node:http'

/** How long a client may take nothing of its answer. */
const usualStallMs = 60_000

/**
 * How long a connection may rest. Gateways keep theirs for a minute; one that is ended here first costs
 * them a new one, or, if they are just about to use it, the request.
 */
const restMs = 75_000

/**
 * A server that cuts off clients that do not read their answers; a client that reads slowly goes on.
 * Requests that never come to an end Node's own limits cut off.
 */
export function createHttpServer(listener: RequestListener, stallMs = usualStallMs): Server {
  const server = createServer(listener)
  server.keepAliveTimeout = restMs
  // Also fires while an answer is only being made: then nothing waits to be sent.
  server.setTimeout(stallMs, (socket) => {
    if (socket.writableLength > 0) socket.destroy()
  })
  return server
}
