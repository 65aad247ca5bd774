import { sql } from 'drizzle-orm'
import type { Database } from '#proxy/base/store/database.ts'
import { migrate, type Migration } from '#proxy/base/store/migrate.ts'
import { migrations } from '#proxy/base/store/migrations.ts'
import { createPostgresEngine } from '#proxy/base/store/postgres/postgres-engine.ts'
import { newDatabase } from './new-database.ts'

/**
 * A Postgres database with the tables as they were before a migration.
 * @param fill puts rows into them
 */
export async function oldDatabase(
  isMissing: (migration: Migration) => boolean,
  fill: (database: Database) => Promise<unknown>,
): Promise<string> {
  const databaseUrl = await newDatabase()
  const engine = createPostgresEngine(databaseUrl, () => {})
  await engine.database.execute(sql`drop schema public cascade`)
  await engine.database.execute(sql`create schema public`)
  await migrate(engine.database, migrations.slice(0, migrations.findIndex(isMissing)))
  await fill(engine.database)
  await engine.close()
  return databaseUrl
}
