import { workerData } from 'node:worker_threads'
import { z } from 'zod'
import { answerCalls, sayNote } from '../threads/answer-calls.ts'
import { packError } from '../threads/packed-error.ts'
import { createStore } from './store.ts'
import type { StoreNote } from './threaded-store.ts'

// The embedded store in a thread of its own, see `createThreadedStore`.

const settings = z
  .object({ dataDir: z.string().nullable(), preparedDatabase: z.string().nullable() })
  .parse(workerData)

const store = createStore({
  ...settings,
  databaseUrl: null,
  log: {
    warn({ err }: { err: unknown }, message: string) {
      sayNote({ warning: message, error: packError(err) } satisfies StoreNote)
    },
  },
})

const groups: Readonly<Record<string, object>> = {
  ...store.registry,
  suiteTickets: store.suiteTickets,
  store: { ready: () => store.ready(), close: () => store.close() },
}

answerCalls((name, args) => {
  const [group = '', method = ''] = name.split('.')
  const target = groups[group]
  const called: unknown = target === undefined ? undefined : Reflect.get(target, method)
  if (typeof called !== 'function') throw new Error(`The store has no ${name}.`)
  return Reflect.apply(called, target, args)
})
