import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { createLogger } from '../log.ts'
import type { FlowChanged, StoreEvent } from './events.ts'
import { createStore, type Store } from './store.ts'
import { engines, type TestEngine } from './testing/engines.ts'
import { startTestPostgres, type TestPostgres } from './testing/test-postgres.ts'
import { newCorp, reading } from './testing/samples.ts'

function changed(taskId: string): FlowChanged {
  return { type: 'flow-changed', corpId: 'dingcorp', taskId }
}

function hear(store: Store) {
  const heard: StoreEvent[] = []
  return { heard, stop: store.events.subscribe((event) => heard.push(event)) }
}

const patience = { timeout: 10_000 }

describe.each(engines)('events on $engine', ({ start }) => {
  let engine: TestEngine
  let store: Store

  beforeAll(async () => {
    engine = await start()
    store = await engine.open()
  })

  afterAll(async () => {
    await store.close()
    await engine.stop()
  })

  it('reach all who listen, in order', async () => {
    const [one, other] = [hear(store), hear(store)]
    await store.events.publish(changed('流程-1'))
    await store.events.publish(changed('流程-2'))
    const both = [changed('流程-1'), changed('流程-2')]
    await vi.waitFor(() => expect(one.heard).toEqual(both), patience)
    await vi.waitFor(() => expect(other.heard).toEqual(both), patience)
    one.stop()
    other.stop()
  })

  it('do not reach who has stopped listening', async () => {
    const [one, other] = [hear(store), hear(store)]
    one.stop()
    await store.events.publish(changed('PRO-1'))
    await vi.waitFor(() => expect(other.heard).toHaveLength(1), patience)
    expect(one.heard).toEqual([])
    other.stop()
  })

  it('reach the others when a listener fails', async () => {
    const stop = store.events.subscribe(() => {
      throw new Error('a listener that fails')
    })
    const other = hear(store)
    await store.events.publish(changed('PRO-1'))
    await vi.waitFor(() => expect(other.heard).toHaveLength(1), patience)
    other.stop()
    stop()
  })
})

describe('on Postgres, instances', () => {
  let postgres: TestPostgres
  let databaseUrl: string

  function open(): Store {
    const log = createLogger('silent')
    return createStore({ databaseUrl, dataDir: null, preparedDatabase: null, log })
  }

  beforeAll(async () => {
    postgres = await startTestPostgres()
    databaseUrl = await postgres.createDatabase()
  })

  afterAll(() => postgres.stop())

  it('start at once, share what they remember, and hear each other', async () => {
    const stores = [open(), open(), open()] as const
    await Promise.all(stores.map((store) => store.ready()))
    const [one, other, third] = stores
    const corp = newCorp()
    await one.registry.flows.recordReading(corp, reading('PRO-1'))
    expect(await other.registry.flows.find(corp, 'PRO-1')).toMatchObject({ status: 'signing' })

    const ears = [hear(other), hear(third)]
    await one.events.publish(changed('PRO-1'))
    for (const { heard } of ears)
      await vi.waitFor(() => expect(heard).toEqual([changed('PRO-1')]), patience)
    await Promise.all(stores.map((store) => store.close()))
  })

  it('go on after the database was away, and know that they may have missed something', async () => {
    const [one, other] = [open(), open()]
    await Promise.all([one.ready(), other.ready()])
    const { heard } = hear(other)
    await postgres.restart()
    await vi.waitFor(() => expect(heard).toEqual([{ type: 'gap' }]), patience)
    await one.ready()
    await one.events.publish(changed('PRO-2'))
    await vi.waitFor(() => expect(heard).toEqual([{ type: 'gap' }, changed('PRO-2')]), patience)
    await Promise.all([one.close(), other.close()])
  })
})
