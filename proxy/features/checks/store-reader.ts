import { createCorpBook } from '#proxy/base/store/corps/corp-book.ts'
import { createEventBook } from '#proxy/base/store/corps/event-book.ts'
import { createLineLeases } from '#proxy/base/store/corps/line-leases.ts'
import { createSuiteTickets } from '#proxy/base/store/corps/suite-tickets.ts'
import { createTokenBook } from '#proxy/base/store/corps/token-book.ts'
import { readDatabaseFacts, type DatabaseFacts } from '#proxy/base/store/postgres/database-facts.ts'
import { createPostgresEngine } from '#proxy/base/store/postgres/postgres-engine.ts'

export type StoreReader = ReturnType<typeof createStoreReader>

/**
 * A database beside the app that uses it: its tables are neither made nor migrated, so they may be
 * missing, or of another release.
 */
export function createStoreReader(databaseUrl: string) {
  const engine = createPostgresEngine(databaseUrl, () => {})
  const { database } = engine
  return {
    /** @throws the driver's error */
    facts: (): Promise<DatabaseFacts> => readDatabaseFacts(database),
    corps: createCorpBook(database),
    dingtalkEvents: createEventBook(database),
    lineLeases: createLineLeases(database),
    suiteTickets: createSuiteTickets(database),
    tokenBook: createTokenBook(database),
    close: () => engine.close(),
  }
}
