import { once } from 'node:events'
import { Server as HttpServer } from 'node:http'
import type { Server } from 'node:net'

/** The port of a listening server. */
export function portOf(server: Pick<Server, 'address'>): number {
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('not listening on a port')
  return address.port
}

/**
 * Longer than any client keeps an idle connection. With Node's default of 5 s, a busy client can
 * use a connection just as the server closes it, and the call fails.
 */
const restMs = 90_000

/** Makes a server listen on a free port of this machine. @returns its origin */
export async function listen(server: Server): Promise<string> {
  if (server instanceof HttpServer) server.keepAliveTimeout = restMs
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return `http://127.0.0.1:${portOf(server)}`
}

/** Stops a server and cuts open connections. */
export async function stopListening(
  server: Server & { closeAllConnections(): void },
): Promise<void> {
  server.close()
  server.closeAllConnections()
  await once(server, 'close')
}
