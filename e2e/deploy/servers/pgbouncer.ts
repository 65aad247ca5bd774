import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { Client } from 'pg'
import { freePort } from '#proxy/base/free-port.ts'
import { engineUser, folderOfEngine, type DebianPostgres } from './debian-postgres.ts'
import { adapted, recipe } from './recipe.ts'

const startLimitMs = 20_000

/** Debian's PgBouncer with the recipe of docs/deployment.md. */
export type PgBouncer = {
  /** The database behind it. */
  url: string
  stop(): Promise<void>
}

/** @param change makes one that departs from the recipe */
export async function startPgBouncer(
  { port: target, folder: socket }: DebianPostgres,
  change = (settings: string) => settings,
): Promise<PgBouncer> {
  const folder = await folderOfEngine('pgbouncer-')
  const port = await freePort()
  const users = join(folder, 'userlist.txt')
  const settings = adapted(recipe('ini', '[pgbouncer]'), {
    'host=127.0.0.1 port=5432 dbname=contracts': `host=127.0.0.1 port=${target} dbname=postgres`,
    'listen_port = 6432': `listen_port = ${port}`,
    'auth_type = scram-sha-256': 'auth_type = trust',
    '/etc/pgbouncer/userlist.txt': users,
  })
  await writeFile(users, '"esign" ""\n')
  await writeFile(
    join(folder, 'pgbouncer.ini'),
    `${change(settings)}\nunix_socket_dir = ${socket}\n`,
  )
  const child = spawn('/usr/sbin/pgbouncer', [join(folder, 'pgbouncer.ini')], {
    ...engineUser(),
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  let said = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => (said += text))
  const url = `postgres://esign@127.0.0.1:${port}/contracts`
  const lastly = performance.now() + startLimitMs
  while (!(await answers(url))) {
    if (child.exitCode !== null || performance.now() > lastly)
      throw new Error(`PgBouncer did not start: ${said}`)
    await pause(20)
  }
  return {
    url,
    async stop() {
      const exited = once(child, 'exit')
      child.kill('SIGINT')
      child.kill('SIGTERM')
      await exited
      await rm(folder, { recursive: true })
    },
  }
}

async function answers(url: string): Promise<boolean> {
  const client = new Client({ connectionString: url })
  client.on('error', () => {})
  try {
    await client.connect()
    await client.query('select 1')
    return true
  } catch {
    return false
  } finally {
    await client.end().catch(() => {})
  }
}
