import { mkdtemp, rm, symlink } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startSandbox } from '#sandbox/played.ts'
import { launchServer, type LiveServer } from '#proxy/testing/durability/live-server.ts'
import { People } from '#proxy/testing/durability/people.ts'
import { prepareWork, type Work } from '#proxy/testing/durability/acknowledged.ts'
import { root } from '#scripts/built-app.mjs'

/** The built app on a database, with people who use it on the sandbox. */
export type LiveRun = {
  /** The server that runs now. */
  server(): LiveServer
  people: People
  work: Work
  sandboxUrl: string
  restart(): Promise<void>
  close(): Promise<void>
}

/** Starts the built server in a folder of its own, and does not wait until it is ready. */
export async function launchBuilt(sandboxUrl: string, env: Record<string, string>) {
  const folder = await mkdtemp(join(tmpdir(), 'live-run-'))
  await symlink(join(root, 'dist'), join(folder, 'dist'))
  const server = await launchServer({
    entry: join('dist', 'proxy', 'server.js'),
    dataDir: folder,
    sandboxUrl,
    cwd: folder,
    env,
  })
  return {
    server,
    async close() {
      server.child.kill('SIGTERM')
      await server.exited
      await rm(folder, { recursive: true })
    },
  }
}

/** @throws if it ends before it is ready */
export async function startLive(env: Record<string, string>): Promise<LiveRun> {
  const sandbox = await startSandbox()
  const people = new People(sandbox.url)
  const launch = async () => {
    const launched = await launchBuilt(sandbox.url, env)
    const { server } = launched
    if (!(await server.ready)) throw new Error(`the server has ended: ${server.output()}`)
    people.url = server.url
    return launched
  }
  let running = await launch()
  return {
    server: () => running.server,
    people,
    work: await prepareWork(people),
    sandboxUrl: sandbox.url,
    async restart() {
      await running.close()
      running = await launch()
    },
    async close() {
      await running.close()
      await sandbox.close()
    },
  }
}
