import type { PgDatabase, PgQueryResultHKT } from 'drizzle-orm/pg-core'

/** The tables, whatever runs beneath them; also what a transaction offers. */
export type Database = PgDatabase<PgQueryResultHKT>

export type Engine = {
  /** What is asked of it waits until it is open, with its tables up to date. */
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
