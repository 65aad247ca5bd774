import { createCorpStore } from '#proxy/base/store/corps/corp-store.ts'
import { createEventStore } from '#proxy/base/store/corps/event-store.ts'
import { createLineLeaseStore } from '#proxy/base/store/corps/line-lease-store.ts'
import { createSuiteTicketStore } from '#proxy/base/store/corps/suite-ticket-store.ts'
import { createTokenStore } from '#proxy/base/store/corps/token-store.ts'
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
    corps: createCorpStore(database),
    dingtalkEvents: createEventStore(database),
    lineLeases: createLineLeaseStore(database),
    suiteTickets: createSuiteTicketStore(database),
    tokenBook: createTokenStore(database),
    close: () => engine.close(),
  }
}
