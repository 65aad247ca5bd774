import { sql } from 'drizzle-orm'
import { databaseNow } from '#proxy/base/store/columns.ts'
import type { Database } from '#proxy/base/store/database.ts'
import { rowsOf } from '#proxy/base/store/rows.ts'
import type { NewJob } from './job.ts'
import { jobs } from './jobs-schema.ts'

const dayMs = 24 * 60 * 60_000

/** How long a job is worth doing after it was due, unless it says otherwise. */
const usefulMs = 3 * dayMs

/** Whether no instance is working on a job. */
export const isFree = sql`(${jobs.claimedUntil} is null or ${jobs.claimedUntil} < ${databaseNow})`

/** Adds jobs with new keys. @returns whether there were any */
export async function putJobs(
  database: Database,
  added: readonly NewJob[],
  at: number,
): Promise<boolean> {
  if (added.length === 0) return false
  const put = await database
    .insert(jobs)
    .values(
      added.map(({ queue = null, expiresAt, ...job }) => ({
        ...job,
        queue,
        state: 'waiting' as const,
        putAt: at,
        expiresAt: expiresAt === undefined ? job.dueAt + usefulMs : expiresAt,
      })),
    )
    .onConflictDoNothing({ target: [jobs.corpId, jobs.key] })
    .returning({ id: jobs.id })
  return put.length > 0
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
