import { expect, it } from 'vitest'
import { newDatabase } from '#proxy/base/store/testing/new-database.ts'
import { startTransactionPooler } from '#proxy/base/store/testing/transaction-pooler.ts'
import { keepsSessions } from './keeps-sessions.ts'

// What PgBouncer does is tested with itself, in e2e/deploy/pgbouncer.spec.ts.

it('finds that a connection to Postgres itself is one session', async () => {
  expect(await keepsSessions(await newDatabase())).toBe(true)
})

it('finds that connections to a pooler of transactions are not', async () => {
  const pooler = await startTransactionPooler(await newDatabase())
  expect(await keepsSessions(pooler.url)).toBe(false)
  await pooler.stop()
})

it('does not know where nobody answers', async () => {
  await expect(keepsSessions('postgres://127.0.0.1:1/none')).rejects.toThrow('ECONNREFUSED')
})
