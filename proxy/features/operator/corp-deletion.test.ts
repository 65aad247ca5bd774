import { Pool } from 'pg'
import { afterAll, beforeAll, beforeEach, expect, it, vi } from 'vitest'
import { runJob } from '#proxy/base/jobs/testing/run-job.ts'
import { createAuditLog } from '#proxy/features/audit/audit-log.ts'
import type { Store } from '#proxy/base/store/store.ts'
import { newDatabase } from '#proxy/base/store/testing/new-database.ts'
import { reading } from '#proxy/base/store/testing/samples.ts'
import { openStore } from '#proxy/base/store/testing/open-store.ts'
import { createCorpDeletion, relievedDeletion, type CorpDeletionDeps } from './corp-deletion.ts'

/** Tables whose rows are kept: the organisation's state, and its orders. */
const kept = ['corps', 'orders']

/**
 * Tables without a corp's id, which deletion skips. Before adding one here, check that it has no
 * data of organisations; otherwise it needs the column.
 */
const ofNobody = [
  'applied_migrations',
  // Deleted by the name of the token.
  'corp_tokens',
  'ended_sessions',
  'event_lines',
  'event_watch',
  'field_numbers',
  'instances',
  'spent_sign_ins',
  'suite_tickets',
]

const dayMs = 24 * 60 * 60_000
const days = 30

let store: Store
let pool: Pool
let tables: string[]
let clock: number

beforeAll(async () => {
  const databaseUrl = await newDatabase()
  store = await openStore({ databaseUrl })
  // The store creates its tables when it is first used.
  await store.corps.find('dingnobody')
  pool = new Pool({ connectionString: databaseUrl })
  const { rows } = await pool.query<{ name: string }>(
    `select table_name as name from information_schema.columns join information_schema.tables
      using (table_schema, table_name)
      where table_schema = current_schema() and column_name = 'corp_id'
        and table_type = 'BASE TABLE' order by 1`,
  )
  tables = rows.map(({ name }) => name).filter((name) => name !== 'corps')
})

afterAll(async () => {
  await pool.end()
  await store.close()
})

beforeEach(() => {
  clock = Date.UTC(2026, 0, 1)
})

type Column = { name: string; type: string }

/** A value for a column without a default. */
function valueFor(corpId: string, { name, type }: Column): unknown {
  if (name === 'corp_id') return corpId
  switch (type) {
    case 'text':
      return `${name} of ${corpId}`
    case 'bigint':
    case 'integer':
      return 1
    case 'boolean':
      return false
    case 'jsonb':
      return '[]'
    case 'date':
      return '2026-01-01'
    case 'ARRAY':
      return []
    default:
      throw new Error(`no value for a column of the type ${type}`)
  }
}

/** Gives an organisation a row in every table. */
async function fill(corpId: string): Promise<void> {
  const client = await pool.connect()
  try {
    // Disables foreign keys, as the rows refer to nothing.
    await client.query('set session_replication_role = replica')
    for (const table of tables) {
      const { rows } = await client.query<Column>(
        `select column_name as name, data_type as type from information_schema.columns
          where table_schema = current_schema() and table_name = $1
            and (is_nullable = 'NO' or column_name = 'corp_id') and column_default is null and is_identity = 'NO' and is_generated = 'NEVER'`,
        [table],
      )
      const names = rows.map(({ name }) => `"${name}"`).join(', ')
      const places = rows.map((_, index) => `$${index + 1}`).join(', ')
      const values = rows.map((column) => valueFor(corpId, column))
      await client.query(`insert into "${table}" (${names}) values (${places})`, values)
    }
    await client.query(
      `insert into corp_tokens (name, expires_at, fetch_until) values ($1, 0, 0)`,
      [`corp suite ${corpId}`],
    )
  } finally {
    await client.query('set session_replication_role = default')
    client.release()
  }
}

/** The tables in which an organisation has rows. */
async function tablesOf(corpId: string): Promise<string[]> {
  const found: string[] = []
  for (const table of tables) {
    const { rowCount } = await pool.query(`select 1 from "${table}" where corp_id = $1`, [corpId])
    if (rowCount !== 0) found.push(table)
  }
  const tokens = await pool.query(`select 1 from corp_tokens where name like $1`, [`% ${corpId}`])
  return tokens.rowCount === 0 ? found : [...found, 'corp_tokens']
}

const everywhere = () => [...tables, 'corp_tokens']

const log = { info: vi.fn(), warn: vi.fn() }

function parts(): CorpDeletionDeps {
  return {
    corps: store.corps,
    data: store.corpData,
    events: store.events,
    auditLog: createAuditLog({ views: store.registry.views, log, now: () => clock }),
    log,
    now: () => clock,
  }
}

/** @returns when the next deletion is due */
async function deleteDue(
  of = parts(),
  deleteCorpData = createCorpDeletion(of),
): Promise<number | null> {
  const { 'delete-relieved': handler } = relievedDeletion(of, deleteCorpData, days)
  const result = await runJob(handler, clock)
  return 'again' in result ? result.again : null
}

/** Creates an organisation with data that removed the app this many days ago. */
async function haveRelieved(corpId: string, daysAgo: number): Promise<void> {
  const { corps } = store
  await corps.updateCorp({ corpId, at: clock - 300 * dayMs, isAuthorised: true, isEnabled: true })
  await corps.updateCorp({ corpId, at: clock - daysAgo * dayMs, isAuthorised: false })
  await fill(corpId)
}

it('knows for each table whether it has data of organisations', async () => {
  const { rows } = await pool.query<{ name: string }>(
    `select table_name as name from information_schema.tables
      where table_schema = current_schema() and table_type = 'BASE TABLE'`,
  )
  const others = rows.map(({ name }) => name).filter((name) => ![...tables, 'corps'].includes(name))
  expect(others.toSorted()).toEqual(ofNobody.toSorted())
})

it('deletes the data of organisations that removed the app long ago, and no other data', async () => {
  const { corps } = store
  await haveRelieved('dingold', days + 1)
  await haveRelieved('dinglate', days - 1)
  await haveRelieved('dingback', days + 10)
  await corps.updateCorp({ corpId: 'dingback', at: clock - (days + 5) * dayMs, isAuthorised: true })
  await corps.updateCorp({ corpId: 'dingstopped', at: clock - 100 * dayMs, isEnabled: false })
  await corps.updateCorp({ corpId: 'dingother', at: clock - 100 * dayMs, isAuthorised: true })
  await fill('dingstopped')
  await fill('dingother')
  for (const corpId of ['dingold', 'dinglate', 'dingback', 'dingstopped', 'dingother'])
    expect(await tablesOf(corpId)).toEqual(everywhere())

  expect(relievedDeletion(parts(), createCorpDeletion(parts()), null)).toEqual({})
  await deleteDue()
  const remaining = tables.filter((table) => [...kept, 'flow_views'].includes(table))
  expect(await tablesOf('dingold')).toEqual(remaining)
  expect(await corps.find('dingold')).toMatchObject({ state: 'relieved', dataDeletedAt: clock })
  expect((await store.registry.views.list('dingold', { limit: 5 })).items).toMatchObject([
    { kind: 'data-deleted', name: 'RELIEVED_DATA_DAYS', at: clock },
  ])
  for (const corpId of ['dinglate', 'dingback', 'dingstopped', 'dingother'])
    expect(await tablesOf(corpId)).toEqual(everywhere())

  const deletedAt = clock
  clock += 2 * dayMs
  await deleteDue()
  expect(await tablesOf('dinglate')).toEqual(remaining)
  expect(await corps.find('dingold')).toMatchObject({ dataDeletedAt: deletedAt })
  for (const corpId of ['dingback', 'dingstopped', 'dingother'])
    expect(await tablesOf(corpId)).toEqual(everywhere())
})

it('spares an organisation that returns during a deletion, and continues after a failure', async () => {
  for (const corpId of ['dingfails', 'dingreturns', 'dinggoes'])
    await store.corps.updateCorp({ corpId, at: 1, isAuthorised: false })
  const deleted: string[] = []
  const due = { ...parts(), corps: { ...store.corps } }
  due.corps.relievedBefore = () => Promise.resolve(['dingfails', 'dingreturns', 'dinggoes'])
  await deleteDue(due, async (corpId) => {
    if (corpId === 'dingfails') {
      await store.corps.updateCorp({ corpId: 'dingreturns', at: 2, isAuthorised: true })
      throw new Error('the disk is full')
    }
    deleted.push(corpId)
    return 0
  })
  expect(deleted).toEqual(['dinggoes'])
})

it('a deletion is not undone by a reading that ends later', async () => {
  await haveRelieved('dingleft', days + 1)
  await deleteDue()
  const { flows } = store.registry
  for (const corpId of ['dingleft', 'dingother']) {
    const begun = await flows.beginReading(corpId, 'PRO-1')
    await flows.recordReading(corpId, reading('PRO-1', begun))
  }
  expect(await flows.find('dingleft', 'PRO-1')).toBeNull()
  expect(await flows.find('dingother', 'PRO-1')).not.toBeNull()
})

it('a deletion is done once, is once in the audit, and is due again after an hour', async () => {
  await haveRelieved('dingonce', days + 1)
  const { views } = store.registry
  const deleteCorpData = vi.fn(createCorpDeletion(parts()))
  const again = await deleteDue(parts(), deleteCorpData)
  expect(again).toBe(clock + 60 * 60_000)
  await deleteDue(parts(), deleteCorpData)
  expect(deleteCorpData.mock.calls).toEqual([['dingonce']])
  expect((await views.list('dingonce', { limit: 5 })).items).toMatchObject([
    { kind: 'data-deleted', at: clock },
  ])
})
