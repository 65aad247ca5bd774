import { sql } from 'drizzle-orm'
import { z } from 'zod'
import { databaseNow } from '#proxy/base/store/columns.ts'
import type { Database } from '#proxy/base/store/database.ts'
import type { EpochMs } from '#shared/rules/time.ts'

/** What a Postgres says about itself. */
export type DatabaseFacts = {
  /** Its main version, such as 18. */
  version: number
  /** Size of our database in bytes. */
  bytes: number
  /** Settings that it needs to keep what it has acknowledged, as far as they are off. */
  off: readonly string[]
}

const replySchema = z.object({
  rows: z.tuple([
    z.object({
      version: z.coerce.number(),
      bytes: z.coerce.number(),
      off: z.array(z.string()),
    }),
  ]),
})

/** @throws the driver's error */
export async function readDatabaseFacts(database: Database): Promise<DatabaseFacts> {
  const reply: unknown = await database.execute(sql`
    select current_setting('server_version_num')::int / 10000 as version,
      pg_database_size(current_database()) as bytes,
      array(
        select name from pg_settings
        where name in ('fsync', 'full_page_writes', 'synchronous_commit') and setting = 'off'
        order by name
      ) as off`)
  return replySchema.parse(reply).rows[0]
}

const nowSchema = z.object({ rows: z.tuple([z.object({ now: z.coerce.number() })]) })

/** @throws the driver's error */
export async function readDatabaseNow(database: Database): Promise<EpochMs> {
  const reply: unknown = await database.execute(sql`select ${databaseNow} as now`)
  return nowSchema.parse(reply).rows[0].now
}
