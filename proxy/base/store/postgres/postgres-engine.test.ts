import { sql } from 'drizzle-orm'
import { expect, it, vi } from 'vitest'
import { newDatabase } from '#proxy/base/store/testing/new-database.ts'
import { startPostgresEngine } from './postgres-engine.ts'

it('an instance that falls silent within a transaction loses its locks', async () => {
  const databaseUrl = await newDatabase()
  const [silent, other] = await Promise.all([
    startPostgresEngine(databaseUrl, () => {}),
    startPostgresEngine(databaseUrl, () => {}),
  ])
  const lock = sql`select pg_advisory_xact_lock(1)`
  let lockedBySilent = () => {}
  const locked = new Promise<void>((resolve) => {
    lockedBySilent = resolve
  })
  let end = () => {}
  const silence = new Promise<void>((resolve) => {
    end = resolve
  })
  const lost = silent.database.transaction(async (tx) => {
    await tx.execute(lock)
    lockedBySilent()
    await silence
  })
  await locked
  await vi.waitFor(() => other.database.transaction((tx) => tx.execute(lock)))
  end()
  await expect(lost).rejects.toThrow()
  await Promise.all([silent.close(), other.close()])
})

it('limits statements and transactions without a word at the connection’s beginning, which PgBouncer refuses', async () => {
  const engine = await startPostgresEngine(await newDatabase(), () => {})
  const names = ['idle_in_transaction_session_timeout', 'statement_timeout']
  const settings = await engine.database.execute(
    sql`select name, setting, source from pg_settings where name in ${names} order by name`,
  )
  const setting = { setting: '5000', source: 'session' }
  expect(settings).toMatchObject({ rows: names.map((name) => ({ name, ...setting })) })
  await engine.close()
})
