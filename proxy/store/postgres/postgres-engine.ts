import { drizzle } from 'drizzle-orm/node-postgres'
import { Client, type ClientConfig } from 'pg'
import type { Engine } from '#proxy/store/database.ts'
import { migrate } from '#proxy/store/migrate.ts'
import { migrations } from '#proxy/store/migrations.ts'
import { ReconnectingPool } from './reconnecting-pool.ts'
import { timeStatements, type StatementObserver } from './timed-statements.ts'

/** How long a connection may take to be made, then a statement, and the next one of a transaction. */
const timeoutMs = 5000

/** A server that does not even time statements out is gone. */
const silenceMs = 8000

/**
 * A Postgres of its own, shared by any number of instances. Nothing is connected until it is needed.
 * @param url `postgres://…`
 * @param onError told of connections that broke while nobody used them
 * @param opened awaited before each connection, as the tables must be there
 * @param observe told of each statement
 */
export function createPostgresEngine(
  url: string,
  onError: (error: Error) => void,
  opened?: () => Promise<void>,
  observe?: StatementObserver,
): Engine {
  const pool = new ReconnectingPool({ ...connectionTo(url), query_timeout: silenceMs }, opened)
  let isClosing = false
  pool.on('error', (error) => {
    // `pool.end` resolves early; a Postgres that stops then breaks connections.
    if (!isClosing) onError(error)
  })
  pool.on('connect', (client) => {
    // The pool reports idle connections only; used ones fail by their statements.
    client.on('error', () => {})
    // PgBouncer refuses connections that begin with these settings.
    client.query(timeouts).catch(() => {})
    if (observe !== undefined) timeStatements(client, observe)
  })
  return {
    database: drizzle({ client: pool }),
    async ping() {
      await pool.query('select 1')
    },
    close() {
      isClosing = true
      return pool.end()
    },
  }
}

/** An instance whose machine is gone must not keep its locks. */
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
 * Makes the tables, or brings them up to date, on a connection without a time limit.
 * @throws the driver's error when it cannot be reached or the tables cannot be made
 */
export async function makeTables(url: string): Promise<void> {
  const client = new Client(connectionTo(url))
  client.on('error', () => {})
  try {
    await client.connect()
    await migrate(drizzle({ client }), migrations)
  } finally {
    await client.end().catch(() => {})
  }
}

/** The same with its tables. @throws as `makeTables` */
export async function startPostgresEngine(
  url: string,
  onError: (error: Error) => void,
): Promise<Engine> {
  await makeTables(url)
  return createPostgresEngine(url, onError)
}
