import { Client } from 'pg'
import { StoreError } from '#proxy/base/store/database.ts'

/** How often two connections are compared: others may use the same pooler meanwhile. */
const tries = 5

/** Milliseconds to connect, and for an answer. */
const timeoutMs = 2000

/** PgBouncer's refusal of a transaction where each statement has a connection of its own. */
const noTransactions = /pooling mode/

/**
 * Whether a connection is one session of Postgres, which LISTEN and settings need. Behind PgBouncer
 * it is not with `pool_mode = transaction` or `statement`.
 * @param url `postgres://…`
 * @throws the driver's error if the server cannot be reached
 */
export async function keepsSessions(url: string): Promise<boolean> {
  const settings = {
    connectionString: url,
    connectionTimeoutMillis: timeoutMs,
    query_timeout: timeoutMs,
  }
  const one = new Client(settings)
  const other = new Client(settings)
  try {
    for (const client of [one, other]) {
      client.on('error', () => {})
      await client.connect()
    }
    for (let turn = 0; turn < tries; turn += 1) {
      const before = await sessionOf(one)
      await other.query('begin')
      // The first connection is still open, so only a pooler can have given its session away.
      if ((await sessionOf(other)) === before || (await sessionOf(one)) !== before) return false
      await other.query('rollback')
    }
    return true
  } catch (error) {
    if (error instanceof Error && noTransactions.test(error.message)) return false
    throw error
  } finally {
    await Promise.all([one, other].map((client) => client.end().catch(() => {})))
  }
}

export const needsSessions =
  'DATABASE_URL leads to a PgBouncer with pool_mode = transaction or statement, behind which changes do not reach open pages. Set pool_mode = session for this database, or connect to Postgres itself.'

/** @throws StoreError if connections are not sessions, or the driver's error */
export async function requireSessions(url: string): Promise<void> {
  if (!(await keepsSessions(url))) throw new StoreError(needsSessions)
}

async function sessionOf(client: Client): Promise<unknown> {
  const { rows } = await client.query<{ pid: number }>('select pg_backend_pid() as pid')
  return rows[0]?.pid
}
