import { readFileSync } from 'node:fs'
import { sql } from 'drizzle-orm'
import { generateDrizzleJson, generateMigration } from 'drizzle-kit/api'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { embedMigrations, migrationsModule } from '#scripts/embed-migrations.mjs'
import * as accessTables from './access-schema.ts'
import * as assistantTables from './assistants/assistant-schema.ts'
import * as corpTables from './corps/corp-schema.ts'
import type { Engine } from './database.ts'
import { instances } from './instance-store.ts'
import { migrate } from './migrate.ts'
import * as sweepTables from './sweep/sweep-schema.ts'
import * as termsTables from './terms-schema.ts'
import { fieldNumbers } from './statistics/measure-schema.ts'
import { createPostgresEngine, startPostgresEngine } from './postgres/postgres-engine.ts'
import * as jobTables from './jobs/jobs-schema.ts'
import * as outboxTables from './outbox/outbox-schema.ts'
import * as otherTables from './schema.ts'
import { newDatabase } from './testing/new-database.ts'
import { emptyDatabase } from './testing/old-database.ts'
import { shapeOf } from './testing/shape.ts'
import * as webhookTables from './webhooks/webhook-schema.ts'

const tables = {
  ...otherTables,
  ...accessTables,
  ...assistantTables,
  ...corpTables,
  ...jobTables,
  ...outboxTables,
  ...sweepTables,
  ...termsTables,
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

  it('make the tables as declared, with all indexes and constraints', async () => {
    const statements = await generateMigration(generateDrizzleJson({}), generateDrizzleJson(tables))
    const declared = createPostgresEngine(await emptyDatabase(), () => {})
    await declared.database.execute(sql.raw(statements.join('\n')))
    await migrate(declared.database, [])
    const made = await startPostgresEngine(await emptyDatabase(), () => {})
    const shape = await shapeOf(made.database)
    expect(shape.length).toBeGreaterThan(300)
    expect(shape).toEqual(await shapeOf(declared.database))
    await made.close()
    await declared.close()
  })
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
