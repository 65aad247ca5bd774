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
 * Longer than any client keeps an idle connection. After Node's default of 5 s a client that was busy
 * can use a connection at the moment when the server closes it, and the call fails.
 */
const restMs = 90_000

/** Has a server listen on a free port of this machine. @returns its origin */
export async function listen(server: Server): Promise<string> {
  if (server instanceof HttpServer) server.keepAliveTimeout = restMs
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return `http://127.0.0.1:${portOf(server)}`
}

/** Stops a server, and cuts what is still connected. */
export async function stopListening(
  server: Server & { closeAllConnections(): void },
): Promise<void> {
  server.close()
  server.closeAllConnections()
  await once(server, 'close')
}
