import type { PgDatabase, PgQueryResultHKT } from 'drizzle-orm/pg-core'

/** The database or a transaction, on any driver. */
export type Database = PgDatabase<PgQueryResultHKT>

export type Engine = {
  /** Queries wait until it is open and its tables are migrated. */
  database: Database
  ping(): Promise<void>
  /** Resolves once no statement is under way or waits. */
  idle(): Promise<void>
  close(): Promise<void>
}

/** The store cannot be opened; the message says what to do. */
export class StoreError extends Error {
  override readonly name = 'StoreError'
}
