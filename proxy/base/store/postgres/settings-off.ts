import { Client } from 'pg'

/** Postgres loses acknowledged data in a crash of its machine if one of these is off. */
const needed = ['fsync', 'full_page_writes', 'synchronous_commit']

/** Milliseconds to connect, and for the answer. */
const timeoutMs = 5000

/**
 * The settings that a Postgres needs to keep what it has acknowledged, as far as they are off.
 * @param url `postgres://…`
 * @throws the driver's error if the server cannot be reached
 */
export async function settingsOff(url: string): Promise<string[]> {
  const client = new Client({
    connectionString: url,
    connectionTimeoutMillis: timeoutMs,
    query_timeout: timeoutMs,
  })
  client.on('error', () => {})
  try {
    await client.connect()
    const { rows } = await client.query<{ name: string }>(
      `select name from pg_settings where name = any($1) and setting = 'off' order by name`,
      [needed],
    )
    return rows.map(({ name }) => name)
  } finally {
    await client.end().catch(() => {})
  }
}
