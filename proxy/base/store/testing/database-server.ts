import { createServer } from 'node:http'
import { isDeepStrictEqual } from 'node:util'
import { Client } from 'pg'
import type { TestProject } from 'vitest/node'
import { listen, stopListening } from '#proxy/testing/listen.ts'
import { startPostgresEngine } from '#proxy/base/store/postgres/postgres-engine.ts'
import { startTestPostgres, type TestPostgres } from './test-postgres.ts'

declare module 'vitest' {
  // oxlint-disable-next-line typescript/consistent-type-definitions -- Only an interface is merged.
  export interface ProvidedContext {
    /** Address where `newDatabase` requests a database. */
    databaseServer: string
  }
}

/**
 * Hands out databases with all tables to the tests of a run, and takes them back. All are on one
 * Postgres, started on the first request, as starting one takes a test file seconds.
 */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  let starting: Promise<Databases> | undefined
  const server = createServer((request, response) => {
    starting ??= startDatabases()
    starting
      .then(async (databases) =>
        request.method === 'DELETE'
          ? databases.takeBack((request.url ?? '').slice(1))
          : databases.handOut(),
      )
      .then(
        (url) => response.end(url),
        (error: unknown) => response.writeHead(500).end(String(error)),
      )
  })
  project.provide('databaseServer', await listen(server))
  return async () => {
    await stopListening(server)
    await (await starting)?.stop()
  }
}

type Databases = Pick<TestPostgres, 'stop'> & {
  handOut(): Promise<string>
  takeBack(name: string): void
}

/**
 * Empties all tables except that of the migrations. Truncating creates new files for a table and its
 * indexes, which takes much longer than deleting a few rows.
 */
const empty = `do $$
  declare one record;
  begin
    set local session_replication_role = replica;
    for one in select oid, oid::regclass as name, relkind from pg_class
      where relnamespace = 'public'::regnamespace and relname <> 'applied_migrations'
    loop
      if one.relkind = 'r' and pg_relation_size(one.oid) > 64 * 1024 then
        execute format('truncate %s cascade', one.name);
      elsif one.relkind = 'r' and pg_relation_size(one.oid) > 0 then
        execute format('delete from %s', one.name);
      elsif one.relkind = 'S' then
        perform setval(one.oid, seqstart, false) from pg_sequence where seqrelid = one.oid;
      end if;
    end loop;
  end
$$`

/** What tests of migrations change. */
const shape = `select
  (select array_agg(relname order by relname) from pg_class
    where relnamespace = 'public'::regnamespace) as tables,
  (select array_agg(name order by name) from applied_migrations) as migrations`

async function startDatabases(): Promise<Databases> {
  const postgres = await startTestPostgres()
  const template = new URL(await postgres.createDatabase())
  const engine = await startPostgresEngine(template.href, () => {})
  await engine.close()
  const [shapeOfTemplate] = await askOnce(template.href, shape)
  // In a database of its own: the template must have no connection while it is copied.
  const client = new Client({ connectionString: await postgres.createDatabase() })
  await client.connect()
  // Autovacuum would waste time on databases that are used for seconds.
  await client.query('alter system set autovacuum = off')
  await client.query('select pg_reload_conf()')
  const free: string[] = []
  let databases = 0

  function urlOf(name: string): string {
    const url = new URL(template)
    url.pathname = `/${name}`
    return url.href
  }

  /** @returns whether it can be reused */
  async function clear(name: string): Promise<boolean> {
    await client.query(
      'select pg_terminate_backend(pid, 5000) from pg_stat_activity where datname = $1',
      [name],
    )
    const [found] = await askOnce(urlOf(name), shape, empty).catch(() => [])
    return isDeepStrictEqual(found, shapeOfTemplate)
  }

  return {
    async handOut() {
      for (let name = free.shift(); name !== undefined; name = free.shift())
        if (await clear(name)) return urlOf(name)
      databases += 1
      const name = `copy${databases}`
      await client.query(`create database ${name} template ${template.pathname.slice(1)}`)
      return urlOf(name)
    },
    takeBack(name) {
      free.push(name)
    },
    async stop() {
      await client.end()
      await postgres.stop()
    },
  }
}

/** @returns the rows of each statement */
async function askOnce(url: string, ...statements: string[]): Promise<unknown[][]> {
  const client = new Client({ connectionString: url })
  await client.connect()
  try {
    const answers: unknown[][] = []
    for (const statement of statements) answers.push((await client.query(statement)).rows)
    return answers
  } finally {
    await client.end()
  }
}
