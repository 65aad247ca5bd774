import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { createAdaptorServer } from '@hono/node-server'
import type { Sandbox } from './app.ts'
import { createSandbox } from './app.ts'
import type { WorldOptions } from './world.ts'

export type ListenOptions = WorldOptions & {
  /** 0, the default, picks a free port. */
  port?: number
  /** Loopback by default. */
  host?: string
}

export type ListeningSandbox = {
  /** Its origin, without a slash at the end. */
  url: string
  sandbox: Sandbox
  /** Stops listening and cuts open connections. */
  close: () => Promise<void>
}

/**
 * With Node's default of 5 s, a test on a slow machine can reuse a connection just as the server
 * closes it.
 */
const restMs = 60_000

/** Starts a sandbox on a port of this machine. Rejects if the port is taken. */
export async function startSandbox(options: ListenOptions = {}): Promise<ListeningSandbox> {
  const { port = 0, host = '127.0.0.1', ...rest } = options
  const sandbox = createSandbox(rest)
  const server = createAdaptorServer({
    fetch: (request, bindings) => sandbox.fetch(request, bindings),
  })
  if ('keepAliveTimeout' in server) server.keepAliveTimeout = restMs
  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    sandbox.upgrade(request, socket, head)
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, resolve)
  })
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('Not listening on a port.')
  return {
    url: `http://${address.address}:${address.port}`,
    sandbox,
    close: () =>
      new Promise((resolve, reject) => {
        sandbox.close()
        server.close((error) => (error ? reject(error) : resolve()))
        if ('closeAllConnections' in server) server.closeAllConnections()
      }),
  }
}
