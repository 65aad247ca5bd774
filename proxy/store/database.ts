import type { PgDatabase, PgQueryResultHKT } from 'drizzle-orm/pg-core'

/** The tables, whatever runs beneath them; also what a transaction offers. */
export type Database = PgDatabase<PgQueryResultHKT>

/** Gives the tables once they are there, with their newest columns. */
export type Connect = () => Promise<Database>

/** An engine that is running, with its tables up to date. */
export type Engine = {
  database: Database
  /** Whether it answers. @throws when it does not */
  ping(): Promise<void>
  /** Lets go of connections, files and the lock. */
  close(): Promise<void>
}

/** The store cannot be opened, in words that say what to do. */
export class StoreError extends Error {
  override readonly name = 'StoreError'
}

/**
 * Builds a statement once for each database, for what is asked all the time: building it costs the loop as
 * much as sending it, and Postgres plans one with a name only at first.
 */
export function builtOnce<Statement>(
  build: (database: Database) => Statement,
): (database: Database) => Statement {
  const built = new WeakMap<Database, Statement>()
  return (database) => {
    const known = built.get(database)
    if (known !== undefined) return known
    const statement = build(database)
    built.set(database, statement)
    return statement
  }
}
