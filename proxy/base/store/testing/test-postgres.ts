import { Client } from 'pg'
import { createLogger } from '#proxy/base/log.ts'
import { startEmbeddedPostgres } from '#proxy/base/store/engine/embedded-postgres.ts'
import { endPostmaster, findPostmaster } from '#proxy/base/store/engine/postmaster.ts'

export type TestPostgres = {
  /** Creates an empty database. @returns its address */
  createDatabase(): Promise<string>
  /** Simulates a crash of the server: it ends and is restarted. */
  restart(): Promise<void>
  stop(): Promise<void>
}

/** The Postgres that comes with the app, in a temporary folder. */
export async function startTestPostgres(): Promise<TestPostgres> {
  const server = await startEmbeddedPostgres({ dataDir: null, log: createLogger('silent') })
  let databases = 0

  async function ask<Row>(text: string): Promise<Row[]> {
    const client = new Client({ connectionString: server.url })
    client.on('error', () => {})
    await client.connect()
    try {
      return (await client.query(text)).rows
    } finally {
      await client.end()
    }
  }

  return {
    async createDatabase() {
      databases += 1
      await ask(`create database test${databases}`)
      const url = new URL(server.url)
      url.pathname = `/test${databases}`
      return url.href
    },
    async restart() {
      const [row] = await ask<{ data: string }>(`select current_setting('data_directory') as data`)
      const postmaster = findPostmaster(row?.data ?? '')
      if (postmaster !== null) await endPostmaster(postmaster.pid)
    },
    stop: () => server.stop(),
  }
}
