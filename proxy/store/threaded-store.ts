import type { PackedError } from '../threads/packed-error.ts'
import { unpackError } from '../threads/packed-error.ts'
import { scriptOf, Thread } from '../threads/thread.ts'
import { StoreError } from './database.ts'
import { createLocalEvents } from './events.ts'
import type { Registry } from './registry.ts'
import type { Store, StoreSettings } from './store.ts'
import type { SuiteTickets } from './suite-tickets.ts'
import { allViews } from './view-journal.ts'

/** What the store's thread says by itself: something for the log. */
export type StoreNote = { warning: string; error: PackedError }

/**
 * The embedded store in a thread of its own: each statement keeps its thread busy for some
 * milliseconds, in which the proxy would answer nobody. Otherwise like `createStore`.
 */
export function createThreadedStore(settings: Omit<StoreSettings, 'databaseUrl'>): Store {
  const { dataDir, preparedDatabase, seed, log } = settings
  const warn = (message: string) => (err: unknown) => log.warn({ err }, message)
  const thread = new Thread({
    script: scriptOf(new URL('./store-thread.ts', import.meta.url)),
    data: { dataDir, preparedDatabase },
    onNote: (note) => tellNote(note, log),
  })
  const events = createLocalEvents(warn('a listener failed'))
  const ask = (name: string, args: readonly unknown[]) => thread.call(name, args)
  const seeding = seed?.(remoteRegistry(ask)).catch(
    warn('what belongs into the store is not in it'),
  )
  let closing: Promise<void> | null = null

  async function askSeeded(name: string, args: readonly unknown[]): Promise<unknown> {
    if (closing !== null) throw new StoreError('The store is closed.')
    await seeding
    return ask(name, args)
  }

  async function close(): Promise<void> {
    await Promise.all([events.close(), seeding])
    // One that crashed has nothing left to close.
    await ask('store.close', []).catch(warn('the store was not closed properly'))
    await thread.stop()
  }

  // It opens now, not when it is asked for first.
  ask('store.ready', []).catch(() => {})
  return {
    registry: remoteRegistry(askSeeded),
    suiteTickets: remote('suiteTickets', askSeeded),
    events,
    async ready() {
      await askSeeded('store.ready', [])
    },
    close() {
      closing ??= close()
      return closing
    },
  }
}

type Remote = Registry & { suiteTickets: SuiteTickets }

const methods: { [Name in keyof Remote]: Record<keyof Remote[Name], true> } = {
  flows: {
    recordStart: true,
    beginReading: true,
    recordReading: true,
    find: true,
    findStarted: true,
    corpsOf: true,
    corps: true,
    peopleOf: true,
    dossierOf: true,
    sharedDossierOf: true,
    list: true,
  },
  access: { standingOf: true, grant: true },
  views: { recordOpened: true, record: true, list: true, all: true },
  urges: { claim: true, withdraw: true, list: true },
  notices: { record: true, markProcessed: true, unprocessed: true },
  statistics: { of: true },
  attempts: {
    claim: true,
    find: true,
    takeOver: true,
    finish: true,
    markUnknown: true,
    withdraw: true,
  },
  margins: { record: true, since: true, claimDay: true },
  orders: { claim: true, markPlaced: true, markRefused: true, list: true },
  files: { noteUpload: true, find: true, noteStarted: true },
  sessionEnds: { note: true, current: true },
  authorisations: { note: true, corpOf: true },
  retention: { claim: true, clear: true },
  suiteTickets: { keep: true, find: true },
}

type Ask = (name: string, args: readonly unknown[]) => Promise<unknown>

function remoteRegistry(ask: Ask): Registry {
  const views = remote('views', ask)
  return {
    flows: remote('flows', ask),
    access: remote('access', ask),
    views: {
      recordOpened: (opened) => views.recordOpened(opened),
      record: (entry) => views.record(entry),
      list: (corpId, query) => views.list(corpId, query),
      all: (corpId, taskId, cursor) => allViews(views, corpId, taskId, cursor),
    },
    urges: remote('urges', ask),
    notices: remote('notices', ask),
    statistics: remote('statistics', ask),
    attempts: remote('attempts', ask),
    margins: remote('margins', ask),
    orders: remote('orders', ask),
    retention: remote('retention', ask),
    files: remote('files', ask),
    sessionEnds: remote('sessionEnds', ask),
    authorisations: remote('authorisations', ask),
  }
}

/** Something all of whose methods are asked of the thread, with arguments and answers copied. */
function remote<Name extends keyof Remote>(group: Name, ask: Ask): Remote[Name] {
  const names = Object.keys(methods[group])
  const entries = names.map(
    (name) => [name, (...args: unknown[]) => ask(`${group}.${name}`, args)] as const,
  )
  // The thread has the same group, and the compiler sees to it that none is left out.
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion
  return Object.fromEntries(entries) as Remote[Name]
}

function tellNote(note: unknown, log: StoreSettings['log']): void {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion
  const { warning, error } = note as StoreNote
  log.warn({ err: unpackError(error) }, warning)
}
