import { once } from 'node:events'
import { PassThrough } from 'node:stream'
import { createServer } from 'node:net'
import { Client } from 'pg'
import { describe, expect, it, vi } from 'vitest'
import { freePort } from '#proxy/base/free-port.ts'
import { createLogger } from '#proxy/base/log.ts'
import { createStore, type Store } from './store.ts'
import { needsSessions, requireSessions } from './postgres/keeps-sessions.ts'
import { newDatabase } from './testing/new-database.ts'
import { openStore } from './testing/open-store.ts'
import { startTransactionPooler } from './testing/transaction-pooler.ts'
import { withStore } from './testing/with-store.ts'
import { portOf } from '#proxy/testing/listen.ts'

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

  it('logs failures without the values to be stored', async () => {
    const recipients = [{ userId: 'lisi', name: '李四' }]
    const reminder = {
      corpId: 'c',
      taskId: 'unknown',
      userId: 'u',
      name: '张三',
      recipients,
      at: 1,
    }
    const { log, text } = logged()
    const failure: unknown = await store.registry.reminders
      .claim(reminder, 0)
      .catch((err: unknown) => err)
    log.error({ err: failure }, 'failed')
    expect(text()).toContain('insert into \\"urges\\"')
    expect(text()).toContain('foreign key')
    expect(text()).not.toMatch(/张三|李四/)
  })

  it('is ready until it is closed, which may happen twice', async () => {
    await store.ready()
    await Promise.all([store.close(), store.close()])
    await expect(store.ready()).rejects.toThrow('The store is closed.')
    await expect(store.registry.flows.corpsOf('PRO-1')).rejects.toMatchObject({
      cause: { message: 'The store is closed.' },
    })
  })
})

it('writes what was begun before it closes, more than it has connections', async () => {
  const store = await openStore()
  const opened = { corpId: 'c', taskId: 'PRO-1', userId: 'u', name: '张三', byLink: false }
  const writes = Array.from({ length: 50 }, (_, at) =>
    store.registry.views.recordOpened({ ...opened, at }),
  )
  // By then the others have a connection or wait for one.
  await Promise.race(writes)
  await store.close()
  await Promise.all(writes)
})

describe('a store on a Postgres that does not answer', () => {
  it('reports it to each caller and to the log, without the password', async () => {
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

it('refuses a database that comes later than it, behind a pooler of transactions', async () => {
  const port = await freePort()
  const { log, text } = logged()
  const databaseUrl = `postgres://127.0.0.1:${port}/contracts`
  const store = createStore({ databaseUrl, log, examine: requireSessions })
  await expect(store.checks.store()).rejects.toThrow('ECONNREFUSED')
  const pooler = await startTransactionPooler(await newDatabase(), port)
  await expect(store.checks.store()).rejects.toThrow(needsSessions)
  await expect(store.checks.store()).rejects.toThrow(needsSessions)
  expect(text().match(/"message":"DATABASE_URL leads to a PgBouncer/g)).toHaveLength(1)
  await store.close()
  await pooler.stop()
})

it('does not log connections that Postgres ends while the store is closing', async () => {
  const databaseUrl = await newDatabase()
  const { log, text } = logged()
  const store = createStore({ databaseUrl, log })
  await store.ready()
  const witness = new Client({ connectionString: databaseUrl })
  await witness.connect()
  const others =
    'from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()'
  const { rows } = await witness.query<{ pid: number }>(`select pid ${others}`)
  expect(rows.length).toBeGreaterThan(1)
  // The suspended processes do not notice our disconnect before they are told to terminate.
  for (const { pid } of rows) process.kill(pid, 'SIGSTOP')
  const closed = store.close()
  await witness.query(`select pg_terminate_backend(pid) ${others}`)
  for (const { pid } of rows) process.kill(pid, 'SIGCONT')
  await closed
  await vi.waitFor(async () => expect((await witness.query(`select 1 ${others}`)).rows).toEqual([]))
  await witness.end()
  expect(text()).toBe('')
})
