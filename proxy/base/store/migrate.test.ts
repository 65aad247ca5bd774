import { readFileSync } from 'node:fs'
import { asc, sql } from 'drizzle-orm'
import { generateDrizzleJson, generateMigration } from 'drizzle-kit/api'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { embedMigrations, migrationsModule } from '#scripts/embed-migrations.mjs'
import * as accessTables from './access-schema.ts'
import * as assistantTables from './assistants/assistant-schema.ts'
import * as corpTables from './corps/corp-schema.ts'
import type { Engine } from './database.ts'
import { instances } from './instance-store.ts'
import { migrate } from './migrate.ts'
import { migrations } from './migrations.ts'
import * as sweepTables from './sweep/sweep-schema.ts'
import { fieldNumbers } from './statistics/measure-store.ts'
import { startPostgresEngine } from './postgres/postgres-engine.ts'
import * as jobTables from './jobs/jobs-schema.ts'
import * as outboxTables from './outbox/outbox-schema.ts'
import * as otherTables from './schema.ts'
import { newDatabase } from './testing/new-database.ts'
import { oldDatabase } from './testing/old-database.ts'
import { openStore } from './testing/open-store.ts'
import * as webhookTables from './webhooks/webhook-schema.ts'

const tables = {
  ...otherTables,
  ...accessTables,
  ...assistantTables,
  ...corpTables,
  ...jobTables,
  ...outboxTables,
  ...sweepTables,
  ...webhookTables,
  instances,
  fieldNumbers,
}

const folder = new URL('migrations/meta/', import.meta.url)

function readJson(name: string) {
  return JSON.parse(readFileSync(new URL(name, folder), 'utf8'))
}

describe('the migrations', () => {
  it('are in the built module as they were generated', async () => {
    expect(readFileSync(migrationsModule, 'utf8')).toBe(await embedMigrations())
  })

  it('lead to the tables as declared', async () => {
    const last = readJson('_journal.json').entries.at(-1)
    const snapshot = readJson(`${last.tag.slice(0, 4)}_snapshot.json`)
    const now = generateDrizzleJson(tables, snapshot.id)
    // If this fails, run "npm run db:generate".
    expect(await generateMigration(snapshot, now)).toEqual([])
  })

  it('leave every declared index, also on columns that were made anew', async () => {
    const databaseUrl = await newDatabase()
    const store = await openStore({ databaseUrl })
    const engine = await startPostgresEngine(databaseUrl, () => {})
    const found = await engine.database
      .select({ name: sql<string>`indexname` })
      .from(sql`pg_indexes`)
      .where(sql`schemaname = 'public'`)
    const declared = Object.values<{ indexes: object }>(generateDrizzleJson(tables).tables).flatMap(
      (table) => Object.keys(table.indexes),
    )
    expect(declared.length).toBeGreaterThan(30)
    const names = new Set(found.map(({ name }) => name))
    expect(declared.filter((name) => !names.has(name))).toEqual([])
    await engine.close()
    await store.close()
  })
})

it('existing flows get the way in which people were told of their turns', async () => {
  const kindsByFlow = {
    'PRO-1': ['todo'],
    'PRO-2': ['todo', 'process-start', 'process'],
    'PRO-3': ['news'],
  }
  const databaseUrl = await oldDatabase(
    ({ statements }) => statements[0]?.includes('"turns_by"') === true,
    async (database) => {
      for (const [taskId, kinds] of Object.entries(kindsByFlow)) {
        await database.execute(sql`
          insert into flows (corp_id, task_id, status, first_seen_at, started_here, generation, search_text, is_planned)
          values ('dingcorp', ${taskId}, 'signing', 1, true, '2.0', '', true)`)
        for (const kind of kinds)
          await database.execute(sql`
            insert into outbox (corp_id, kind, key, task_id, state, put_at, due_at, expires_at)
            values ('dingcorp', ${kind}, ${`${kind}:${taskId}`}, ${taskId}, 'waiting', 1, 1, 1)`)
      }
    },
  )
  const engine = await startPostgresEngine(databaseUrl, () => {})
  const found = await engine.database
    .select({ taskId: otherTables.flows.taskId, turnsBy: otherTables.flows.turnsBy })
    .from(otherTables.flows)
    .orderBy(asc(otherTables.flows.taskId))
  expect(found.map(({ turnsBy }) => turnsBy)).toEqual(['todo', 'process', null])
  await engine.close()
})

it('earlier purchases stay beside later events of other orders', async () => {
  const databaseUrl = await newDatabase()
  const store = await openStore({ databaseUrl })
  const engine = await startPostgresEngine(databaseUrl, () => {})
  const { corps } = store
  const corpId = 'dingbuyer'
  const bought = { order: '', at: 20, item: 'L', until: 2_000 }
  await corps.updateCorp({ corpId, at: 20, purchase: bought })
  await corps.updateCorp({ corpId: 'dingtrying', at: 20, isAuthorised: true })
  await engine.database.update(corpTables.corps).set({ purchases: {} })
  const migration = migrations.find(({ statements }) => statements[0]?.includes('"purchases"'))
  await engine.database.execute(sql.raw(migration?.statements[2] ?? ''))
  expect(await corps.find('dingtrying')).toMatchObject({ purchases: {} })
  const kept = { boughtItem: 'L', boughtUntil: 2_000 }
  const older = { order: 'older', at: 10, item: 'S', until: 1_000 }
  await corps.updateCorp({ corpId, at: 10, purchase: older })
  expect(await corps.find(corpId)).toMatchObject(kept)
  await corps.updateCorp({ corpId, at: 30, purchase: { order: 'renewal', refundedAt: 30 } })
  expect(await corps.find(corpId)).toMatchObject(kept)
  await engine.close()
  await store.close()
})

it('organisations with a time in the future are read again, and gone ones left now', async () => {
  const databaseUrl = await newDatabase()
  const store = await openStore({ databaseUrl })
  const engine = await startPostgresEngine(databaseUrl, () => {})
  const { corps } = store
  const now = Date.now()
  const [present, future] = [{ at: now }, { at: now + 9e9, event: 'of the future' }]
  await corps.updateCorp({ corpId: 'dingpresent', ...present, isAuthorised: true })
  await corps.updateCorp({ corpId: 'dingactive', ...present, isAuthorised: true })
  await corps.updateCorp({ corpId: 'dingactive', ...future, isAuthorised: true })
  await corps.updateCorp({ corpId: 'dinggone', ...future, isAuthorised: false })
  const before = await corps.statusOf('dinggone')
  const migration = migrations.find(({ statements }) => statements[1]?.includes('"time_put_back"'))
  await engine.database.execute(sql`alter table corps rename column asked_at to looked_at`)
  for (const statement of migration?.statements.slice(2) ?? [])
    await engine.database.execute(sql.raw(statement))
  await engine.database.execute(sql`alter table corps rename column looked_at to asked_at`)
  expect(await corps.find('dingpresent')).toMatchObject({ askedAt: now })
  expect(await corps.find('dingactive')).toMatchObject({ askedAt: 0 })
  expect(await corps.relievedBefore(Date.now() + 60_000, 9)).toEqual(['dinggone'])
  const after = await corps.statusOf('dinggone')
  expect(after?.version).toBeGreaterThan(before?.version ?? Infinity)
  await engine.close()
  await store.close()
})

it('organisations have a low balance at once, by the readings of 90 days', async () => {
  const databaseUrl = await newDatabase()
  const store = await openStore({ databaseUrl })
  const engine = await startPostgresEngine(databaseUrl, () => {})
  const { corps, registry } = store
  const dayMs = 24 * 60 * 60_000
  const now = Date.now()
  const balances = { dingten: [10], dingused: [200, 19], dingold: [200, 19], dingfull: [11] }
  for (const [corpId, readings] of Object.entries(balances)) {
    await corps.updateCorp({ corpId, at: 1, isAuthorised: true })
    const from = now - (corpId === 'dingold' ? 100 : 80) * dayMs
    for (const [index, contractsLeft] of readings.entries())
      await registry.margins.record(corpId, { contractsLeft, at: from + index * 50 * dayMs })
    await corps.noteEsign(corpId, { contractsLeft: readings.at(-1) ?? null })
  }
  await corps.updateCorp({ corpId: 'dingnew', at: 1, isAuthorised: true })
  const migration = migrations.find(({ statements }) =>
    statements[0]?.includes('"are_contracts_low"'),
  )
  await engine.database.execute(sql.raw(migration?.statements[1] ?? ''))
  const found = await engine.database
    .select({ corpId: corpTables.corps.corpId, isLow: corpTables.corps.areContractsLow })
    .from(corpTables.corps)
  expect(Object.fromEntries(found.map(({ corpId, isLow }) => [corpId, isLow]))).toEqual({
    dingten: true,
    dingused: true,
    dingold: false,
    dingfull: false,
    dingnew: null,
  })
  await engine.close()
  await store.close()
})

describe('migrate', () => {
  let engine: Engine

  beforeAll(async () => {
    engine = await startPostgresEngine(await newDatabase(), () => {})
  })

  afterAll(() => engine.close())

  const pets = { name: 'pets', statements: ['create table pets (name text)'] }
  const broken = { name: 'broken', statements: ['create table toys (name text)', 'no sql'] }

  it('applies all missing migrations or none, and none twice', async () => {
    const { database } = engine
    await expect(migrate(database, [pets, broken])).rejects.toThrow()
    await expect(database.execute(sql`select * from pets`)).rejects.toThrow()
    await migrate(database, [pets])
    await migrate(database, [pets])
    await database.execute(sql`select * from pets`)
    await expect(database.execute(sql`select * from toys`)).rejects.toThrow()
  })

  it('keeps what a newer release has added, for people who go back to an older one', async () => {
    const { database } = engine
    const newer = { name: 'newer', statements: ['create table hats (name text)'] }
    await migrate(database, [pets, newer])
    await migrate(database, [pets])
    await database.execute(sql`select * from hats`)
  })
})
