import { drizzle } from 'drizzle-orm/node-postgres'
import { Client, type ClientBase, type ClientConfig } from 'pg'
import type { Database, Engine } from '#proxy/base/store/database.ts'
import { migrate, refuseOldTables } from '#proxy/base/store/migrate.ts'
import { migrations } from '#proxy/base/store/migrations.ts'
import { ReconnectingPool } from './reconnecting-pool.ts'
import { timeStatements, type StatementObserver } from './timed-statements.ts'

/** Milliseconds to connect, for a statement, and between the statements of a transaction. */
const timeoutMs = 5000

/** A server that does not even enforce the statement timeout is gone. */
const silenceMs = 8000

/**
 * Shared by any number of instances. Connects on demand.
 * @param onError called for idle connections that broke
 * @param opened awaited before each connection, as the tables must exist
 */
export function createPostgresEngine(
  url: string,
  onError: (error: Error) => void,
  opened?: () => Promise<void>,
  observe?: StatementObserver,
): Engine {
  const settings = {
    ...connectionTo(url),
    query_timeout: silenceMs,
    // A query, as PgBouncer refuses these settings as startup parameters. The pool awaits it.
    onConnect: (client: ClientBase) => client.query(timeouts).catch(() => {}),
  }
  const pool = new ReconnectingPool(settings, opened)
  let isClosing = false
  pool.on('error', (error) => {
    // `pool.end` resolves early, and a Postgres that stops then breaks connections.
    if (!isClosing) onError(error)
  })
  pool.on('connect', (client) => {
    // The pool reports idle connections only; on used ones the statement fails.
    client.on('error', () => {})
    if (observe !== undefined) timeStatements(client, observe)
  })
  return {
    database: drizzle({ client: pool }),
    async ping() {
      await pool.query('select 1')
    },
    idle: () => pool.idle(),
    close() {
      isClosing = true
      return pool.end()
    },
  }
}

/** An instance whose machine has died must not keep its locks. */
const timeouts = `
  set statement_timeout = ${timeoutMs};
  set idle_in_transaction_session_timeout = ${timeoutMs}`

function connectionTo(url: string): ClientConfig {
  return {
    connectionString: url,
    application_name: 'esign-dingtalk',
    connectionTimeoutMillis: timeoutMs,
    keepAlive: true,
  }
}

/**
 * On a connection without a time limit.
 * @throws StoreError if the tables are too old, or the driver's error if the server cannot be
 *   reached or the migration fails
 */
export function makeTables(url: string): Promise<void> {
  return onOneConnection(connectionTo(url), (database) => migrate(database, migrations))
}

/** @throws StoreError if the tables are too old, or the driver's error */
export function examineTables(url: string): Promise<void> {
  return onOneConnection({ ...connectionTo(url), query_timeout: timeoutMs }, refuseOldTables)
}

async function onOneConnection(
  settings: ClientConfig,
  task: (database: Database) => Promise<void>,
): Promise<void> {
  const client = new Client(settings)
  client.on('error', () => {})
  try {
    await client.connect()
    await task(drizzle({ client }))
  } finally {
    await client.end().catch(() => {})
  }
}

/** @throws as `makeTables` */
export async function startPostgresEngine(
  url: string,
  onError: (error: Error) => void,
): Promise<Engine> {
  await makeTables(url)
  return createPostgresEngine(url, onError)
}
