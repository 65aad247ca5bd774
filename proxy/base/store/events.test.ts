import { once } from 'node:events'
import { connect, createServer, type Socket } from 'node:net'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { createLogger } from '#proxy/base/log.ts'
import type { FlowChanged, StoreEvent } from './events.ts'
import { createPostgresEvents } from './postgres/postgres-events.ts'
import { createStore, type Store } from './store.ts'
import { startTestPostgres, type TestPostgres } from './testing/test-postgres.ts'
import { newCorp, reading } from './testing/samples.ts'
import { withStore } from './testing/with-store.ts'
import { portOf } from '#proxy/testing/listen.ts'

function changed(taskId: string): FlowChanged {
  return { type: 'flow-changed', corpId: 'dingcorp', taskId }
}

function hear(store: Store) {
  const heard: StoreEvent[] = []
  return { heard, stop: store.events.subscribe((event) => heard.push(event)) }
}

describe('events', () => {
  let store: Store

  withStore((opened) => {
    store = opened
  })

  it('reach all listeners, in order', async () => {
    const [one, other] = [hear(store), hear(store)]
    await store.events.publish(changed('流程-1'))
    await store.events.publish(changed('流程-2'))
    const both = [changed('流程-1'), changed('流程-2')]
    await vi.waitFor(() => expect(one.heard).toEqual(both))
    await vi.waitFor(() => expect(other.heard).toEqual(both))
    one.stop()
    other.stop()
  })

  it('do not reach a listener that was removed', async () => {
    const [one, other] = [hear(store), hear(store)]
    one.stop()
    await store.events.publish(changed('PRO-1'))
    await vi.waitFor(() => expect(other.heard).toHaveLength(1))
    expect(one.heard).toEqual([])
    other.stop()
  })

  it('reach the other listeners when one fails', async () => {
    const stop = store.events.subscribe(() => {
      throw new Error('a listener that fails')
    })
    const other = hear(store)
    await store.events.publish(changed('PRO-1'))
    await vi.waitFor(() => expect(other.heard).toHaveLength(1))
    other.stop()
    stop()
  })
})

describe('on Postgres, instances', () => {
  let postgres: TestPostgres
  let databaseUrl: string

  function open(): Store {
    const log = createLogger('silent')
    return createStore({ databaseUrl, log })
  }

  beforeAll(async () => {
    postgres = await startTestPostgres()
    databaseUrl = await postgres.createDatabase()
  })

  afterAll(() => postgres.stop())

  it("can start at the same time, share their data, and receive each other's events", async () => {
    const stores = [open(), open(), open()] as const
    await Promise.all(stores.map((store) => store.ready()))
    const [one, other, third] = stores
    const corp = newCorp()
    await one.registry.flows.recordReading(corp, reading('PRO-1'))
    expect(await other.registry.flows.find(corp, 'PRO-1')).toMatchObject({ status: 'signing' })

    const subscriptions = [hear(other), hear(third)]
    await one.events.publish(changed('PRO-1'))
    for (const { heard } of subscriptions)
      await vi.waitFor(() => expect(heard).toEqual([changed('PRO-1')]))
    await Promise.all(stores.map((store) => store.close()))
  })

  it('get the time of a reading only with their own events, because clocks differ', async () => {
    const [one, other] = [open(), open()]
    await Promise.all([one.ready(), other.ready()])
    const [own, foreign] = [hear(one), hear(other)]
    const read = { ...changed('PRO-1'), readAt: 1000 }
    await one.events.publish(read)
    await vi.waitFor(() => expect(own.heard).toEqual([read]))
    await vi.waitFor(() => expect(foreign.heard).toEqual([changed('PRO-1')]))
    await Promise.all([one.close(), other.close()])
  })

  it('continue after the database was down, and report a gap', async () => {
    const [one, other] = [open(), open()]
    await Promise.all([one.ready(), other.ready()])
    const { heard } = hear(other)
    await postgres.restart()
    await vi.waitFor(() => expect(heard).toEqual([{ type: 'gap' }]))
    // Each store reconnects by itself, and this one may still be waiting for its next attempt.
    await vi.waitFor(() => one.ready())
    await one.events.publish(changed('PRO-2'))
    await vi.waitFor(() => expect(heard).toEqual([{ type: 'gap' }, changed('PRO-2')]))
    await Promise.all([one.close(), other.close()])
  })

  it('report a gap when they start to listen, because earlier events may be missing', async () => {
    const store = open()
    const { heard } = hear(store)
    await store.ready()
    expect(heard).toEqual([{ type: 'gap' }])
    await store.close()
  })

  it('detect a connection that was lost silently', async () => {
    const line = await startSilenceableLine(new URL(databaseUrl))
    const onError = vi.fn()
    const notify = () => Promise.resolve()
    const events = createPostgresEvents(line.url, notify, onError, { everyMs: 50, withinMs: 2000 })
    await events.listening()
    const heard: StoreEvent[] = []
    events.subscribe((event) => heard.push(event))
    line.silence()
    await vi.waitFor(() => expect(heard).toEqual([{ type: 'gap' }]))
    expect(onError).toHaveBeenCalledOnce()
    await events.close()
    line.stop()
  })
})

/** A proxy to the database; `silence` stops all data without closing the connections. */
async function startSilenceableLine(database: URL) {
  const sockets: Socket[] = []
  const server = createServer((near) => {
    const far = connect(join(database.searchParams.get('host') ?? '', '.s.PGSQL.5432'))
    near.pipe(far).pipe(near)
    for (const socket of [near, far]) socket.on('error', () => {})
    sockets.push(near, far)
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const url = new URL(database)
  url.search = ''
  url.hostname = '127.0.0.1'
  url.port = String(portOf(server))
  return {
    url: url.href,
    silence: () => sockets.forEach((socket) => socket.unpipe()),
    stop() {
      sockets.forEach((socket) => socket.destroy())
      server.close()
    },
  }
}
