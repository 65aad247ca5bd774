import { sql } from 'drizzle-orm'
import { migrate } from '#proxy/base/store/migrate.ts'
import { migrations } from '#proxy/base/store/migrations.ts'
import { createPostgresEngine } from '#proxy/base/store/postgres/postgres-engine.ts'
import { newDatabase } from './new-database.ts'

/**
 * A Postgres database as a version before 1.0.0 left it, which made the tables of the
 * baseline by other migrations.
 * @param applied the names of those that have run
 */
export async function oldDatabase(applied: readonly string[]): Promise<string> {
  const databaseUrl = await emptyDatabase()
  const engine = createPostgresEngine(databaseUrl, () => {})
  await migrate(engine.database, migrations.slice(0, 1))
  await engine.database.execute(sql`delete from applied_migrations`)
  for (const name of applied)
    await engine.database.execute(sql`insert into applied_migrations values (${name})`)
  await engine.close()
  return databaseUrl
}

/** A Postgres database without tables. */
export async function emptyDatabase(): Promise<string> {
  const databaseUrl = await newDatabase()
  const engine = createPostgresEngine(databaseUrl, () => {})
  await engine.database.execute(sql`drop schema public cascade`)
  await engine.database.execute(sql`create schema public`)
  await engine.close()
  return databaseUrl
}
