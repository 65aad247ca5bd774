import { sql } from 'drizzle-orm'
import { pgTable, text } from 'drizzle-orm/pg-core'
import type { Database } from './database.ts'
import { lockKeys } from './advisory-locks.ts'

export type Migration = { name: string; statements: readonly string[] }

const applied = pgTable('applied_migrations', { name: text('name').primaryKey() })

/**
 * In one transaction; one instance does it while the others wait. Drizzle's own migrator does not
 * wait, and needs files that a built server lacks.
 */
export async function migrate(database: Database, migrations: readonly Migration[]): Promise<void> {
  await database.transaction(async (tx) => {
    await tx.execute(sql`set local statement_timeout = 0`)
    await tx.execute(sql`select pg_advisory_xact_lock(${lockKeys.migration})`)
    await tx.execute(sql`create table if not exists ${applied} (name text primary key)`)
    const done = new Set((await tx.select().from(applied)).map(({ name }) => name))
    const missing = migrations.filter(({ name }) => !done.has(name))
    if (missing.length === 0) return
    // One message: awaiting a hundred answers took a quarter of the time.
    await tx.execute(sql.raw(missing.flatMap(({ statements }) => statements).join(';\n')))
    await tx.insert(applied).values(missing.map(({ name }) => ({ name })))
  })
}
