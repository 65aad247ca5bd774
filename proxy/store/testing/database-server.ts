import { once } from 'node:events'
import { createServer } from 'node:http'
import { Client } from 'pg'
import type { TestProject } from 'vitest/node'
import { portOf } from '#proxy/testing/port-of.ts'
import { startPostgresEngine } from '#proxy/store/postgres/postgres-engine.ts'
import { startTestPostgres, type TestPostgres } from './test-postgres.ts'

declare module 'vitest' {
  export interface ProvidedContext {
    /** Where `newDatabase` asks for a database. */
    databaseServer: string
  }
}

/**
 * Hands out databases with all tables to the tests of a run. They are on one Postgres, which starts
 * when the first is asked for: a test file that starts its own waits for seconds.
 */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  let starting: Promise<Databases> | undefined
  const server = createServer((_request, response) => {
    starting ??= startDatabases()
    starting
      .then((databases) => databases.create())
      .then(
        (url) => response.end(url),
        (error: unknown) => response.writeHead(500).end(String(error)),
      )
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  project.provide('databaseServer', `http://127.0.0.1:${portOf(server)}`)
  return async () => {
    server.close()
    server.closeAllConnections()
    await (await starting)?.stop()
  }
}

type Databases = Pick<TestPostgres, 'stop'> & { create(): Promise<string> }

async function startDatabases(): Promise<Databases> {
  const postgres = await startTestPostgres()
  const template = new URL(await postgres.createDatabase())
  const engine = await startPostgresEngine(template.href, () => {})
  await engine.close()
  // In a database of its own: the template must have no connection while it is copied.
  const client = new Client({ connectionString: await postgres.createDatabase() })
  await client.connect()
  // It would go round hundreds of databases of which each is soon done with.
  await client.query('alter system set autovacuum = off')
  await client.query('select pg_reload_conf()')
  let databases = 0
  return {
    async create() {
      databases += 1
      const name = `copy${databases}`
      await client.query(`create database ${name} template ${template.pathname.slice(1)}`)
      const copy = new URL(template)
      copy.pathname = `/${name}`
      return copy.href
    },
    async stop() {
      await client.end()
      await postgres.stop()
    },
  }
}
