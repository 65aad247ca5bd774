import { sql } from 'drizzle-orm'
import { pgTable, text } from 'drizzle-orm/pg-core'
import { StoreError, type Database } from './database.ts'
import { lockKeys } from './advisory-locks.ts'

export type Migration = { name: string; statements: readonly string[] }

const applied = pgTable('applied_migrations', { name: text('name').primaryKey() })

const baseline = '0000_baseline'

/** The migrations before 1.0.0, which made the same tables as the baseline. */
export const beforeBaseline: readonly string[] = `
  0000_registry 0001_suite_tickets 0002_starts_margins_orders 0003_flow_grants 0004_flow_stages
  0005_margin_looks 0006_flow_references 0007_uploads_and_ended_sessions
  0008_reading_order_and_audit_kinds 0009_authorisation_pages 0010_registered_at
  0011_access_requests 0012_call_leases 0013_outbox 0014_corps 0015_sweeps
  0016_yielding_silverclaw 0017_conscious_robbie_robertson 0018_smart_paper_doll 0019_goofy_tusk
  0020_gray_maverick 0021_kind_beyonder 0022_oval_purifiers 0023_aromatic_black_bird
  0024_gray_gravity 0025_supreme_jane_foster 0026_magenta_banshee 0027_colorful_gorgon
  0028_lame_ink 0029_harsh_thanos 0030_daffy_black_bird 0031_lively_miek 0032_jobs 0033_clearings
  0034_notices 0035_events 0036_corp_jobs 0037_spent_sign_ins 0038_field_numbers 0039_assistants
  0040_webhooks 0041_assistant_key_failures 0042_robot_messages 0043_boring_wraith
`
  .trim()
  .split(/\s+/)

/**
 * In one transaction; one instance does it while the others wait. Drizzle's own migrator does not
 * wait, and needs files that a built server lacks.
 * @throws StoreError as `refuseOldTables`
 */
export async function migrate(database: Database, migrations: readonly Migration[]): Promise<void> {
  await database.transaction(async (tx) => {
    await tx.execute(sql`set local statement_timeout = 0`)
    await tx.execute(sql`select pg_advisory_xact_lock(${lockKeys.migration})`)
    await tx.execute(sql`create table if not exists ${applied} (name text primary key)`)
    const done = await appliedTo(tx)
    if (areFromBefore(done)) {
      await tx.insert(applied).values({ name: baseline })
      done.add(baseline)
    }
    const missing = migrations.filter(({ name }) => !done.has(name))
    if (missing.length === 0) return
    // One message: awaiting a hundred answers took a quarter of the time.
    await tx.execute(sql.raw(missing.flatMap(({ statements }) => statements).join(';\n')))
    await tx.insert(applied).values(missing.map(({ name }) => ({ name })))
  })
}

/**
 * Changes nothing.
 * @throws StoreError if only some of the migrations before 1.0.0 have run, which are no longer here
 */
export async function refuseOldTables(database: Database): Promise<void> {
  const [found] = await database
    .select({ table: sql<string | null>`to_regclass('applied_migrations')` })
    .from(sql`(select) as nothing`)
  if (found?.table != null) areFromBefore(await appliedTo(database))
}

async function appliedTo(database: Database): Promise<Set<string>> {
  return new Set((await database.select().from(applied)).map(({ name }) => name))
}

/**
 * Whether the migrations before 1.0.0 made the tables, all of them.
 * @throws StoreError if only some have run
 */
function areFromBefore(done: ReadonlySet<string>): boolean {
  if (done.size === 0 || done.has(baseline)) return false
  const missing = beforeBaseline.filter((name) => !done.has(name))
  if (missing.length === 0) return true
  throw new StoreError(
    `The tables in the database are of a version before 1.0.0, which this one replaces, and ${missing.length} of its ${beforeBaseline.length} migrations have not run (${missing[0]} is the first). Nothing was changed: start the last version that has them once, as described in docs/deployment.md (From before 1.0.0), and then this one.`,
  )
}
