import { prepareDatabase } from '../../../scripts/prepare-database.mjs'
import { createLogger } from '../../log.ts'
import { createStore, type Store } from '../store.ts'
import { createThreadedStore } from '../threaded-store.ts'
import { newDatabase } from './new-database.ts'

/** Something to open stores on. */
export type TestEngine = {
  /** A store on data of its own. */
  open(): Promise<Store>
  stop(): Promise<void>
}

/** Both engines; every test of the store runs on each. */
export const engines: readonly { engine: string; start: () => Promise<TestEngine> }[] = [
  { engine: 'PGlite', start: startPGlite },
  { engine: 'PGlite in a thread', start: startThreaded },
  { engine: 'Postgres', start: startPostgres },
]

const log = createLogger('silent')

async function startPGlite(): Promise<TestEngine> {
  const preparedDatabase = await prepareDatabase()
  return {
    open: () => opened(createStore({ databaseUrl: null, dataDir: null, preparedDatabase, log })),
    stop: () => Promise.resolve(),
  }
}

async function startThreaded(): Promise<TestEngine> {
  const preparedDatabase = await prepareDatabase()
  return {
    open: () => opened(createThreadedStore({ dataDir: null, preparedDatabase, log })),
    stop: () => Promise.resolve(),
  }
}

async function startPostgres(): Promise<TestEngine> {
  return {
    async open() {
      const databaseUrl = await newDatabase()
      return opened(createStore({ databaseUrl, dataDir: null, preparedDatabase: null, log }))
    },
    stop: () => Promise.resolve(),
  }
}

async function opened(store: Store): Promise<Store> {
  await store.ready()
  return store
}
