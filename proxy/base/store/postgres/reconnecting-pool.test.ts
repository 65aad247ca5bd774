import { once } from 'node:events'
import { createServer, type Server } from 'node:net'
import { afterEach, expect, it } from 'vitest'
import { portOf } from '#proxy/testing/listen.ts'
import { startTestPostgres } from '#proxy/base/store/testing/test-postgres.ts'
import { newDatabase } from '#proxy/base/store/testing/new-database.ts'
import { ReconnectingPool } from './reconnecting-pool.ts'

let pool: ReconnectingPool
let server: Server | undefined

afterEach(async () => {
  await pool.end()
  server?.close()
})

async function open(connectionString: string): Promise<void> {
  pool = new ReconnectingPool({ connectionString, max: 1 })
  pool.on('error', () => {})
  pool.on('connect', (client) => client.on('error', () => {}))
  await pool.query('select 1')
}

it('takes back a connection that breaks while it is in use', async () => {
  await open(await newDatabase())
  const client = await pool.connect()
  await expect(client.query('select pg_terminate_backend(pg_backend_pid())')).rejects.toThrow(
    /terminat/,
  )
  // The pool's only connection was not released.
  expect((await pool.query('select 1 as one')).rows).toEqual([{ one: 1 }])
  client.release()
  expect(pool.totalCount).toBe(1)
})

it('waits for a server that is restarting', async () => {
  const postgres = await startTestPostgres()
  await open(await postgres.createDatabase())
  await postgres.restart()
  expect((await pool.query('select 1 as one')).rows).toEqual([{ one: 1 }])
  await postgres.stop()
})

it('fails when the server does not come back', { timeout: 30_000 }, async () => {
  const gone = createServer((socket) => socket.destroy()).listen(0, '127.0.0.1')
  server = gone
  await once(gone, 'listening')
  pool = new ReconnectingPool({ connectionString: `postgres://127.0.0.1:${portOf(gone)}/gone` })
  await expect(pool.query('select 1')).rejects.toThrow('The database cannot be reached.')
})
