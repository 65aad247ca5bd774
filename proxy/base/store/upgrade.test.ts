import { sql } from 'drizzle-orm'
import { expect, it, onTestFinished } from 'vitest'
import { StoreError, type Engine } from './database.ts'
import { beforeBaseline, migrate } from './migrate.ts'
import { migrations } from './migrations.ts'
import { createPostgresEngine, examineTables, makeTables } from './postgres/postgres-engine.ts'
import { newDatabase } from './testing/new-database.ts'
import { emptyDatabase, oldDatabase } from './testing/old-database.ts'
import { openStore } from './testing/open-store.ts'
import { reading } from './testing/samples.ts'
import { shapeOf } from './testing/shape.ts'

const names = migrations.map(({ name }) => name)

function engineOf(databaseUrl: string): Engine {
  const engine = createPostgresEngine(databaseUrl, () => {})
  onTestFinished(() => engine.close())
  return engine
}

async function appliedIn({ database }: Engine): Promise<string[]> {
  const rows = await database
    .select({ name: sql<string>`name` })
    .from(sql`applied_migrations`)
    .orderBy(sql`name collate "C"`)
  return rows.map(({ name }) => name)
}

it('a new database gets the tables from the baseline, by one of several that start at once', async () => {
  const databaseUrl = await emptyDatabase()
  await examineTables(databaseUrl)
  await Promise.all([makeTables(databaseUrl), makeTables(databaseUrl), makeTables(databaseUrl)])
  expect(await appliedIn(engineOf(databaseUrl))).toEqual(names)
})

it('a database with all migrations before 1.0.0 is taken as it is, by several that start at once', async () => {
  const databaseUrl = await oldDatabase(beforeBaseline)
  const engine = engineOf(databaseUrl)
  await engine.database.execute(sql`
    insert into flows (corp_id, task_id, status, first_seen_at, started_here, generation, search_text)
    values ('ding', 'PRO-1', 'signing', 1, true, '2.0', '')`)
  await examineTables(databaseUrl)
  await Promise.all([makeTables(databaseUrl), makeTables(databaseUrl), makeTables(databaseUrl)])
  // Those before stay, so that the version before can be started again.
  expect(await appliedIn(engine)).toEqual([...names, ...beforeBaseline].toSorted())
  const { database: fresh } = engineOf(await newDatabase())
  expect(await shapeOf(engine.database)).toEqual(await shapeOf(fresh))
  const store = await openStore({ databaseUrl })
  onTestFinished(() => store.close())
  expect(await store.registry.flows.corpsOf('PRO-1')).toEqual(['ding'])
  await store.registry.flows.recordReading('ding', reading('PRO-2'))
  expect(await store.registry.flows.corpsOf('PRO-2')).toEqual(['ding'])
})

it.each([
  ['the first alone', beforeBaseline.slice(0, 1), '0001_suite_tickets'],
  ['all but the last', beforeBaseline.slice(0, -1), '0043_boring_wraith'],
  ['all but one', beforeBaseline.filter((name) => name !== '0032_jobs'), '0032_jobs'],
])('a database that has %s of them is refused and left as it is', async (_what, applied, first) => {
  const databaseUrl = await oldDatabase(applied)
  const words = new RegExp(
    `${first} is the first.*docs/deployment\\.md \\(From before 1\\.0\\.0\\)`,
  )
  for (const open of [examineTables, makeTables]) {
    const refusal = open(databaseUrl)
    await expect(refusal).rejects.toThrow(StoreError)
    await expect(refusal).rejects.toThrow(words)
  }
  expect(await appliedIn(engineOf(databaseUrl))).toEqual(applied)
})

it('a later migration changes a new database and one that was taken', async () => {
  const later = {
    name: '0001_later',
    statements: [
      'alter table flows add column colour text',
      `insert into event_watch (name, received_until) values ('later', 1)`,
      'create index flows_by_colour on flows (colour)',
    ],
  }
  const { database: fresh } = engineOf(await emptyDatabase())
  const { database: taken } = engineOf(await oldDatabase(beforeBaseline))
  for (const database of [fresh, taken]) {
    await migrate(database, migrations)
    await migrate(database, [...migrations, later])
    await migrate(database, [...migrations, later])
  }
  const { database: atOnce } = engineOf(await oldDatabase(beforeBaseline))
  await migrate(atOnce, [...migrations, later])
  const shape = await shapeOf(fresh)
  expect(shape).toContainEqual(expect.stringContaining('flows.colour'))
  expect(await shapeOf(taken)).toEqual(shape)
  expect(await shapeOf(atOnce)).toEqual(shape)
})

it('no migration has the name of one before 1.0.0, which would count as applied', () => {
  expect(names.filter((name) => beforeBaseline.includes(name))).toEqual([])
})
