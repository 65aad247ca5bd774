import { sql } from 'drizzle-orm'
import { createAccessBook } from './flows/access-book.ts'
import { createAccessRequests } from './flows/access-requests.ts'
import { createCallLeases, type CallLeases } from './call-leases.ts'
import { createCorpBook, type CorpBook } from './corps/corp-book.ts'
import { createCorpData, type CorpData } from './corps/corp-data.ts'
import { createCorpList, type CorpList } from './corps/corp-list.ts'
import { createRefusedCalls, type RefusedCalls } from './corps/refused-calls.ts'
import { createTokenBook, type TokenBook } from './corps/token-book.ts'
import { createEventBook, type EventBook } from './corps/event-book.ts'
import { createEventWatch, type EventWatch } from './corps/event-watch.ts'
import { createLineLeases, type LineLeases } from './corps/line-leases.ts'
import { createAuthorisationBook } from './corps/authorisation-book.ts'
import { StoreError, type Database } from './database.ts'
import type { Events } from './events.ts'
import { createFileBook } from './file-book.ts'
import { createFlowFinder } from './flows/flow-list.ts'
import { createFlowWriter } from './flows/flow-records.ts'
import { createFlowStatistics } from './flows/flow-statistics.ts'
import { createMarginJournal } from './corps/margin-journal.ts'
import { createNoticeJournal } from './notice-journal.ts'
import { createOrderJournal } from './corps/order-journal.ts'
import { Causes } from './outbox/causes.ts'
import { createNewsBook, type NewsBook } from './outbox/news-book.ts'
import { createOutbox, type Outbox } from './outbox/outbox.ts'
import {
  createPostgresEngine,
  makeTables,
  startPostgresEngine,
} from './postgres/postgres-engine.ts'
import { createPostgresEvents } from './postgres/postgres-events.ts'
import { createRegistrationBook } from './flows/registration-book.ts'
import type { Registry } from './registry.ts'
import { createRetention } from './retention.ts'
import { batchesDone } from './batcher.ts'
import { createSessionEnds } from './session-ends.ts'
import { createStartAttempts } from './flows/start-attempts.ts'
import { createSweepBook, type SweepBook } from './sweep/sweep-book.ts'
import type { StatementObserver } from './postgres/timed-statements.ts'
import { createSuiteTickets, type SuiteTickets } from './corps/suite-tickets.ts'
import { createReminderJournal } from './flows/reminder-journal.ts'
import { createViewJournal } from './flows/view-journal.ts'

export type StoreSettings = {
  /** `postgres://…` */
  databaseUrl: string
  /** Puts in what has to be there before anybody asks for anything. */
  seed?: (registry: Registry) => Promise<void>
  /** Told of each statement. */
  observe?: StatementObserver
  log: { warn: (fields: { err: unknown }, message: string) => void }
}

export type Store = {
  registry: Registry
  outbox: Outbox
  sweeps: SweepBook
  news: NewsBook
  suiteTickets: SuiteTickets
  callLeases: CallLeases
  corps: CorpBook
  dingtalkEvents: EventBook
  eventWatch: EventWatch
  lineLeases: LineLeases
  corpList: CorpList
  corpData: CorpData
  refusedCalls: RefusedCalls
  tokenBook: TokenBook
  events: Pick<Events, 'publish' | 'subscribe'>
  /**
   * Whether the store can be used now: waits for it to start, and asks it.
   * @throws StoreError that says what to do, or the driver's error
   */
  ready(): Promise<void>
  /** Each rejects where its part cannot be used now. */
  checks: {
    /** Whether the database answers. */
    store(): Promise<void>
    /** Whether it is heard what is published elsewhere. */
    events(): Promise<void>
  }
  /** Lets go of everything, also of what is only starting. */
  close(): Promise<void>
}

/**
 * Opens the store in the background: calls that need it wait for it, nothing else has to. When it
 * cannot be opened, these calls fail, and each call after that tries again.
 */
export function createStore(settings: StoreSettings): Store {
  const { databaseUrl, observe, log } = settings
  const warn = (message: string) => (err: unknown) => log.warn({ err }, message)
  let opening: Promise<void> | null = null
  let closing: Promise<void> | null = null
  let isClosed = false

  async function opened(): Promise<void> {
    if (isClosed) throw new StoreError('The store is closed.')
    opening ??= open(settings, warn).catch((error: unknown) => {
      opening = null
      throw error
    })
    return opening
  }

  async function close(): Promise<void> {
    await batchesDone(database)
    isClosed = true
    await opening?.catch(() => {})
    await Promise.all([events.close(), engine.close()])
  }

  const broke = warn('a connection to the database broke')
  const engine = createPostgresEngine(databaseUrl, broke, opened, observe)
  const { database } = engine
  const causes = new Causes()
  const events = createPostgresEvents(
    databaseUrl,
    async (channel, payload) => {
      await database.execute(sql`select pg_notify(${channel}, ${payload})`)
    },
    warn('listening to the database failed'),
  )
  opened().catch(warn('the store cannot be opened'))
  const checks = {
    store: () => engine.ping(),
    events: () => events.listening(),
  }
  return {
    registry: createRegistry(database, causes),
    outbox: createOutbox(database, causes),
    sweeps: createSweepBook(database),
    news: createNewsBook(database, causes),
    suiteTickets: createSuiteTickets(database),
    callLeases: createCallLeases(database),
    corps: createCorpBook(database),
    dingtalkEvents: createEventBook(database),
    eventWatch: createEventWatch(database),
    lineLeases: createLineLeases(database),
    corpList: createCorpList(database),
    corpData: createCorpData(database),
    refusedCalls: createRefusedCalls(database),
    tokenBook: createTokenBook(database),
    events,
    async ready() {
      await Promise.all([checks.store(), checks.events()])
    },
    checks,
    close() {
      closing ??= close()
      return closing
    },
  }
}

function createRegistry(database: Database, causes: Causes): Registry {
  return {
    flows: { ...createFlowWriter(database, causes), ...createFlowFinder(database) },
    access: createAccessBook(database),
    views: createViewJournal(database),
    urges: createReminderJournal(database),
    notices: createNoticeJournal(database),
    statistics: createFlowStatistics(database),
    attempts: createStartAttempts(database),
    margins: createMarginJournal(database),
    orders: createOrderJournal(database),
    retention: createRetention(database),
    authorisations: createAuthorisationBook(database),
    files: createFileBook(database),
    sessionEnds: createSessionEnds(database),
    registrations: createRegistrationBook(database, causes),
    accessRequests: createAccessRequests(database, causes),
  }
}

async function open(
  { databaseUrl, seed }: StoreSettings,
  warn: (message: string) => (error: unknown) => void,
): Promise<void> {
  if (seed === undefined) return makeTables(databaseUrl)
  const broke = warn('a connection to the database broke')
  const engine = await startPostgresEngine(databaseUrl, broke)
  const registry = createRegistry(engine.database, new Causes())
  await seed(registry).catch(warn('what belongs into the store is not in it'))
  await engine.close()
}
