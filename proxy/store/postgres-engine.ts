import { drizzle } from 'drizzle-orm/node-postgres'
import { Pool } from 'pg'
import type { Engine } from './database.ts'
import { migrate } from './migrate.ts'
import { migrations } from './migrations.ts'
import { timeStatements, type StatementObserver } from './timed-statements.ts'

/** How long a connection may take to be made, and then a statement. */
const patienceMs = 5000

/**
 * A Postgres of its own, shared by any number of instances.
 * @param url `postgres://…`
 * @param onError told of connections that broke while nobody used them
 * @param observe told of each statement
 * @throws the driver's error when it cannot be reached or the tables cannot be made
 */
export async function startPostgresEngine(
  url: string,
  onError: (error: Error) => void,
  observe?: StatementObserver,
): Promise<Engine> {
  const pool = new Pool({
    connectionString: url,
    application_name: 'esign-dingtalk',
    connectionTimeoutMillis: patienceMs,
    statement_timeout: patienceMs,
  })
  pool.on('error', onError)
  if (observe !== undefined) pool.on('connect', (client) => timeStatements(client, observe))
  const database = drizzle({ client: pool })
  try {
    await migrate(database, migrations)
  } catch (error) {
    await pool.end()
    throw error
  }
  return {
    database,
    async ping() {
      await pool.query('select 1')
    },
    close: () => pool.end(),
  }
}
