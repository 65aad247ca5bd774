import { sql } from 'drizzle-orm'
import { checkRoom } from './engine/full-disk.ts'
import { createAssistantKeys } from './assistants/assistant-keys.ts'
import { createAssistantTokens } from './assistants/assistant-tokens.ts'
import { createProposalBook } from './assistants/proposal-book.ts'
import { createBringBack } from './clock/bring-back.ts'
import { createCorpBook } from './corps/corp-book.ts'
import { createCorpData } from './corps/corp-data.ts'
import { createCorpList } from './corps/corp-list.ts'
import { createRefusedCallBook } from './corps/refused-call-book.ts'
import { createTokenBook } from './corps/token-book.ts'
import { createCorpJobs } from './corps/corp-jobs.ts'
import { createEventBook } from './corps/event-book.ts'
import { createEventWatch } from './corps/event-watch.ts'
import { createLineLeases } from './corps/line-leases.ts'
import { StoreError } from './database.ts'
import { createJobs } from './jobs/jobs.ts'
import { createRobotBook } from './jobs/robot-book.ts'
import { Causes, type Listeners } from './outbox/causes.ts'
import { createNewsBook } from './outbox/news-book.ts'
import { createOutbox } from './outbox/outbox.ts'
import { createPostgresEngine, makeTables } from './postgres/postgres-engine.ts'
import { createCorpSettingsBook } from './corps/corp-settings-book.ts'
import type { Events } from './events.ts'
import { createInstances } from './instances.ts'
import { createPostgresEvents } from './postgres/postgres-events.ts'
import { createRegistry, type Registry } from './registry.ts'
import { createMeasureBook } from './statistics/measure-book.ts'
import { createSweepBook } from './sweep/sweep-book.ts'
import type { StatementObserver } from './postgres/timed-statements.ts'
import { readDatabaseFacts, readDatabaseNow } from './postgres/database-facts.ts'
import { createSuiteTickets } from './corps/suite-tickets.ts'
import { createDeliveryBook } from './webhooks/delivery-book.ts'
import { createWebhookBook } from './webhooks/webhook-book.ts'

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
  const jobs = createJobs(database)
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
      news: createNewsBook(database, causes),
    }
  }
  const publicEvents: Pick<Events, 'publish' | 'subscribe'> = events
  return {
    ...heardBy(nobody),
    heardBy,
    jobs,
    bringBack: createBringBack(database),
    robot: createRobotBook(database),
    outbox: createOutbox(database, jobs),
    sweeps: createSweepBook(database),
    suiteTickets: createSuiteTickets(database),
    instances: createInstances(database),
    corps: createCorpBook(database),
    dingtalkEvents: createEventBook(database),
    corpJobs: createCorpJobs(database, jobs.notifyOfPut),
    eventWatch: createEventWatch(database, jobs.notifyOfPut),
    lineLeases: createLineLeases(database),
    corpList: createCorpList(database),
    corpData: createCorpData(database),
    corpSettings: createCorpSettingsBook(database),
    refusedCalls: createRefusedCallBook(database),
    assistantTokens: createAssistantTokens(database),
    assistantKeys: createAssistantKeys(database),
    proposals: createProposalBook(database),
    measures: createMeasureBook(database),
    tokenBook: createTokenBook(database),
    webhooks: createWebhookBook(database),
    deliveries: createDeliveryBook(database, jobs),
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
