import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { startSandbox } from '#sandbox/played.ts'
import { findPostmaster } from '#proxy/base/store/engine/postmaster.ts'
import { builtServer } from '#proxy/testing/built-server.ts'
import { controlOf } from '#proxy/testing/control-sandbox.ts'
import { findLost, prepareWork, type Acknowledged, type Work } from './acknowledged.ts'
import { launchServer, type LiveServer } from './live-server.ts'
import { People } from './people.ts'

/** Delay of each answer of the sandbox. */
const upstreamMs = 40

/** A data folder, servers started on it in turn, and people who use them. */
export type LiveApp = {
  sandboxUrl: string
  people: People
  /** Available after `start` has resolved for the first time. */
  work(): Work
  server(): LiveServer | null
  /** The pid of the engine's main process, once it exists. */
  postmaster(): Promise<number>
  /** Does not wait until the server is ready. */
  launch(): Promise<LiveServer>
  /** @throws if it ends before it is ready */
  start(): Promise<LiveServer>
  findLost(acknowledged: readonly Acknowledged[]): Promise<Acknowledged[]>
  close(): Promise<void>
}

/** @param databaseUrl an external Postgres; without it the servers start their own */
export async function createLiveApp(databaseUrl?: string): Promise<LiveApp> {
  const [sandbox, entry] = await Promise.all([startSandbox(), builtServer()])
  // The delay lets kills fall between the writes before and after a call.
  await controlOf(sandbox.url)('POST', '/faults', { match: '/', delayMs: upstreamMs })
  const folder = await mkdtemp(join(tmpdir(), 'live-app-'))
  // Other users need access to the folder: as root, the engine runs as another user.
  await chmod(folder, 0o711)
  const dataDir = join(folder, 'data')
  const data = join(dataDir, 'postgres')
  const ownDatabase = `postgres://esign@localhost/postgres?host=${encodeURIComponent(data)}`
  const external = databaseUrl === undefined ? {} : { DATABASE_URL: databaseUrl }
  const people = new People(sandbox.url)
  let server: LiveServer | null = null
  let work: Work | null = null

  function readyWork(): Work {
    if (work === null) throw new Error('no server was started yet')
    return work
  }

  async function launch(): Promise<LiveServer> {
    const where = { entry, cwd: folder, dataDir, sandboxUrl: sandbox.url }
    server = await launchServer({ ...where, env: external })
    return server
  }

  return {
    sandboxUrl: sandbox.url,
    people,
    work: readyWork,
    server: () => server,
    async postmaster() {
      for (;;) {
        const found = findPostmaster(data)
        if (found !== null) return found.pid
        await sleep(20)
      }
    },
    launch,
    async start() {
      const started = await launch()
      if (!(await started.ready)) throw new Error(`the server has ended: ${started.output()}`)
      people.url = started.url
      work ??= await prepareWork(people)
      return started
    },
    findLost: (acknowledged) => findLost(readyWork(), databaseUrl ?? ownDatabase, acknowledged),
    async close() {
      server?.child.kill('SIGTERM')
      await server?.exited
      await sandbox.close()
      await rm(folder, { recursive: true, force: true, maxRetries: 10 })
    },
  }
}
