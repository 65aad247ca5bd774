import { sql } from 'drizzle-orm'
import { databaseNow } from '#proxy/base/store/columns.ts'
import type { Database } from '#proxy/base/store/database.ts'
import { rowsOf } from '#proxy/base/store/rows.ts'
import type { NewJob } from './job.ts'
import { jobs } from './jobs-schema.ts'
import type { EpochMs } from '#shared/rules/time.ts'

const dayMs = 24 * 60 * 60_000

/** How long a job is worth doing after it was due, unless it says otherwise. */
const usefulMs = 3 * dayMs

/** Whether no instance is working on a job. */
export const isFree = sql`(${jobs.claimedUntil} is null or ${jobs.claimedUntil} < ${databaseNow})`

/** At the earliest, a renewed job is done this long after it was done before (milliseconds). */
export const renewalMs = 1000

/** Adds jobs with new keys, and renews others. @returns whether there is anything to do */
export async function putJobs(
  database: Database,
  added: readonly NewJob[],
  at: EpochMs,
): Promise<boolean> {
  const renewing = added.filter(({ renews }) => renews === true)
  const plain = added.filter(({ renews }) => renews !== true)
  if (renewing.length > 0)
    await database
      .insert(jobs)
      .values(renewing.map((job) => jobRow(job, at)))
      .onConflictDoUpdate({
        target: [jobs.corpId, jobs.key],
        // The instance that works on it learns of it when it settles or postpones the job.
        set: {
          state: 'waiting',
          puts: sql`${jobs.puts} + 1`,
          tries: 0,
          payload: sql`excluded.payload`,
          putAt: sql`excluded.put_at`,
          dueAt: sql`case
            when not ${isFree} then excluded.due_at + ${renewalMs}
            when ${jobs.settledAt} is null then least(${jobs.dueAt}, excluded.due_at + ${renewalMs})
            else greatest(excluded.due_at, ${jobs.settledAt} + ${renewalMs}) end`,
          expiresAt: sql`excluded.expires_at`,
          reason: null,
          settledAt: null,
        },
      })
  if (plain.length === 0) return renewing.length > 0
  const put = await database
    .insert(jobs)
    .values(plain.map((job) => jobRow(job, at)))
    .onConflictDoNothing({ target: [jobs.corpId, jobs.key] })
    .returning({ id: jobs.id })
  return put.length > 0 || renewing.length > 0
}

export function jobRow(added: NewJob, at: EpochMs) {
  const { renews: _renews, queue = null, expiresAt, ...job } = added
  return {
    ...job,
    queue,
    state: 'waiting' as const,
    putAt: at,
    expiresAt: expiresAt === undefined ? job.dueAt + usefulMs : expiresAt,
  }
}

type Cancelled = { corpId: string; taskId: string; kind: string; exceptKeys: readonly string[] }

const cancelledTypes = { corpId: 'text', taskId: 'text', kind: 'text', exceptKeys: 'text[]' }

/** Deletes jobs that nobody works on, so that the same keys can be added again. */
export async function cancelJobs(
  database: Database,
  cancelled: readonly Cancelled[],
): Promise<void> {
  if (cancelled.length === 0) return
  await database.execute(sql`
    delete from ${jobs} using ${rowsOf(cancelled, cancelledTypes)}
    where ${jobs.corpId} = row."corpId" and ${jobs.taskId} = row."taskId"
      and ${jobs.kind} = row.kind and ${jobs.key} <> all(row."exceptKeys")
      and ${jobs.state} = 'waiting' and ${isFree}`)
}
