import { sql } from 'drizzle-orm'
import { checkRoom } from './engine/full-disk.ts'
import { createBringBack } from './clock/bring-back.ts'
import { createCorpStore } from './corps/corp-store.ts'
import { createCorpDataStore } from './corps/corp-data-store.ts'
import { createRefusedCallStore } from './corps/refused-call-store.ts'
import { createTokenStore } from './corps/token-store.ts'
import { createCorpJobStore } from './corps/corp-job-store.ts'
import { createEventStore } from './corps/event-store.ts'
import { createEventWatchStore } from './corps/event-watch-store.ts'
import { createLineLeaseStore } from './corps/line-lease-store.ts'
import { StoreError } from './database.ts'
import { createJobStore } from './jobs/job-store.ts'
import { createRobotStore } from './jobs/robot-store.ts'
import { Causes, type Listeners } from './outbox/causes.ts'
import { createNewsStore } from './outbox/news-store.ts'
import { createOutboxStore } from './outbox/outbox-store.ts'
import { createPostgresEngine, makeTables } from './postgres/postgres-engine.ts'
import type { Events } from './events.ts'
import { createInstanceStore } from './instance-store.ts'
import { createPostgresEvents } from './postgres/postgres-events.ts'
import { createRegistry, type Registry } from './registry.ts'
import { createSweepStore } from './sweep/sweep-store.ts'
import type { StatementObserver } from './postgres/timed-statements.ts'
import { readDatabaseFacts, readDatabaseNow } from './postgres/database-facts.ts'
import { createSuiteTicketStore } from './corps/suite-ticket-store.ts'

export type StoreSettings = {
  /** `postgres://…` */
  databaseUrl: string
  /** Writes initial data before the first query. */
  seed?: (registry: Registry) => Promise<void>
  /** Refuses a database on which the app cannot run, once it answers. @throws StoreError */
  examine?: (databaseUrl: string) => Promise<void>
  observe?: StatementObserver
  /** Folder of our own database, whose disk may be full. */
  dataDir?: string
  log: { warn: (fields: { err: unknown }, message: string) => void }
}

const nobody: Listeners = { planners: [], turnsBy: null }

export type Store = ReturnType<typeof createStore>

/**
 * Opens the store in the background; only calls that need it wait. If it cannot be opened, these
 * fail, and later calls try again.
 */
export function createStore(settings: StoreSettings) {
  const { databaseUrl, observe, log, dataDir } = settings
  const warn = (message: string) => (err: unknown) => log.warn({ err }, message)
  let opening: Promise<void> | null = null
  let closing: Promise<void> | null = null
  let isClosed = false
  /** Why the store was last not opened. */
  let reason = ''

  /** Each attempt may fail, so that only what is new is told. */
  function noteReason(error: unknown): void {
    const before = reason
    reason = String(error)
    if (reason !== before) warn('the store cannot be opened, which is tried again')(error)
  }

  async function opened(): Promise<void> {
    if (isClosed) throw new StoreError('The store is closed.')
    opening ??= open(settings, warn).catch((error: unknown) => {
      opening = null
      noteReason(error)
      throw error
    })
    return opening
  }

  async function close(): Promise<void> {
    await engine.idle()
    isClosed = true
    await opening?.catch(() => {})
    await Promise.all([events.close(), engine.close()])
  }

  const broke = warn('a connection to the database broke')
  const engine = createPostgresEngine(databaseUrl, broke, opened, observe)
  const { database } = engine
  const jobs = createJobStore(database)
  const events = createPostgresEvents(
    databaseUrl,
    async (channel, payload) => {
      await database.execute(sql`select pg_notify(${channel}, ${payload})`)
    },
    warn('listening to the database failed'),
  )
  opened().catch(() => {})
  /** Each rejects if its part is unavailable. */
  const checks = {
    store: () => engine.ping(),
    /** Whether events of other instances are received. */
    events: () => events.listening(),
    ...(dataDir === undefined ? {} : { disk: () => checkRoom(dataDir) }),
  }
  /** What changes flows, so that these listeners plan what follows from it. */
  function heardBy(listeners: Listeners) {
    const causes = new Causes(listeners, jobs.notifyOfPut)
    return {
      registry: createRegistry(database, causes),
      news: createNewsStore(database, causes),
    }
  }
  const publicEvents: Pick<Events, 'publish' | 'subscribe'> = events
  return {
    /** For the stores of features. */
    database,
    ...heardBy(nobody),
    heardBy,
    jobs,
    bringBack: createBringBack(database),
    robot: createRobotStore(database),
    outbox: createOutboxStore(database, jobs),
    sweeps: createSweepStore(database),
    suiteTickets: createSuiteTicketStore(database),
    instances: createInstanceStore(database),
    corps: createCorpStore(database),
    dingtalkEvents: createEventStore(database),
    corpJobs: createCorpJobStore(database, jobs.notifyOfPut),
    eventWatch: createEventWatchStore(database, jobs.notifyOfPut),
    lineLeases: createLineLeaseStore(database),
    corpData: createCorpDataStore(database),
    refusedCalls: createRefusedCallStore(database),
    tokenBook: createTokenStore(database),
    events: publicEvents,
    /**
     * Waits until the store can be used, and checks that.
     * @throws StoreError that says what to do, or the driver's error
     */
    async ready(): Promise<void> {
      await Promise.all([checks.store(), checks.events()])
    },
    checks,
    /** @throws the driver's error */
    facts: () => readDatabaseFacts(database),
    /** Epoch milliseconds by the database clock. @throws the driver's error */
    now: () => readDatabaseNow(database),
    /** Releases everything, including what is still starting. */
    close(): Promise<void> {
      closing ??= close()
      return closing
    },
  }
}

async function open(
  { databaseUrl, seed, examine }: StoreSettings,
  warn: (message: string) => (error: unknown) => void,
): Promise<void> {
  await makeTables(databaseUrl)
  await examine?.(databaseUrl)
  if (seed === undefined) return
  const engine = createPostgresEngine(databaseUrl, warn('a connection to the database broke'))
  const registry = createRegistry(engine.database, new Causes(nobody, () => {}))
  await seed(registry).catch(warn('what belongs into the store is not in it'))
  await engine.close()
}
