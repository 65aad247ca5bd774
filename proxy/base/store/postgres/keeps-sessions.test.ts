import { expect, it } from 'vitest'
import { newDatabase } from '#proxy/base/store/testing/new-database.ts'
import { keepsSessions } from './keeps-sessions.ts'

// What PgBouncer does is tested with itself, in e2e/deploy/pgbouncer.spec.ts.

it('finds that a connection to Postgres itself is one session', async () => {
  expect(await keepsSessions(await newDatabase())).toBe(true)
})

it('does not know where nobody answers', async () => {
  await expect(keepsSessions('postgres://127.0.0.1:1/none')).rejects.toThrow('ECONNREFUSED')
})
