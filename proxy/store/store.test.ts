import { once } from 'node:events'
import { PassThrough } from 'node:stream'
import { createServer } from 'node:net'
import { describe, expect, it, vi } from 'vitest'
import { createLogger } from '../log.ts'
import { createStore, type Store } from './store.ts'
import { withStore } from './testing/with-store.ts'
import { portOf } from '../testing/port-of.ts'

/** A log in memory. */
function logged() {
  const lines = new PassThrough()
  let text = ''
  lines.on('data', (chunk: Buffer) => (text += chunk.toString()))
  return { log: createLogger('trace', lines), text: () => text }
}

describe('a store', () => {
  let store: Store

  withStore((opened) => {
    store = opened
  })

  it('has failures logged without the values that were to be stored', async () => {
    const recipients = [{ userId: 'lisi', name: '李四' }]
    const urge = { corpId: 'c', taskId: 'unknown', userId: 'u', name: '张三', recipients, at: 1 }
    const { log, text } = logged()
    const failure: unknown = await store.registry.urges.claim(urge, 0).catch((err: unknown) => err)
    log.error({ err: failure }, 'failed')
    expect(text()).toContain('insert into \\"urges\\"')
    expect(text()).toContain('foreign key')
    expect(text()).not.toMatch(/张三|李四/)
  })

  it('is ready until it is closed, which may be said twice', async () => {
    await store.ready()
    await Promise.all([store.close(), store.close()])
    await expect(store.ready()).rejects.toThrow('The store is closed.')
    await expect(store.registry.flows.corpsOf('PRO-1')).rejects.toThrow('The store is closed.')
  })
})

describe('a store on a Postgres that does not answer', () => {
  it('says so to each caller and to the log, without the password', async () => {
    const server = createServer((socket) => socket.destroy()).listen(0, '127.0.0.1')
    await once(server, 'listening')
    const databaseUrl = `postgres://app:hunter2@127.0.0.1:${portOf(server)}/contracts`
    const { log, text } = logged()
    const store = createStore({ databaseUrl, log })
    await expect(store.ready()).rejects.toThrow()
    await expect(store.registry.flows.corpsOf('PRO-1')).rejects.toThrow()
    await vi.waitFor(() => expect(text()).toContain('the store cannot be opened'))
    expect(text()).not.toContain('hunter2')
    await store.close()
    server.close()
  })
})
