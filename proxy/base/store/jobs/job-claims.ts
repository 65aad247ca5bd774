import { and, eq, getTableColumns, inArray, notInArray, sql, type SQL } from 'drizzle-orm'
import { databaseNow } from '#proxy/base/store/columns.ts'
import type { Database } from '#proxy/base/store/database.ts'
import type { ClaimedJob, JobState, Settlement } from './job.ts'
import { jobs } from './jobs-schema.ts'
import { isFree, putJobs } from './job-writes.ts'

const {
  detail: _detail,
  putAt: _putAt,
  claim: _claim,
  claimedUntil: _claimedUntil,
  ...stored
} = getTableColumns(jobs)

export const columns = { ...stored, isTaken: sql<boolean>`not ${isFree}` }

function leaseOf(ms: number): SQL {
  return sql`${databaseNow} + ${ms}::bigint`
}

export function isClaimed({ id, claim }: ClaimedJob): SQL | undefined {
  return and(eq(jobs.id, id), eq(jobs.claim, claim))
}

export const isOpen = inArray(jobs.state, ['waiting', 'calling'])

export type Claiming = {
  kinds: readonly string[]
  /** Corps for which this instance does enough at once. */
  exceptCorps: readonly string[]
  claim: string
  leaseMs: number
  now: number
}

export async function claimJob(database: Database, asked: Claiming): Promise<ClaimedJob | null> {
  const { kinds, exceptCorps, claim, leaseMs, now } = asked
  if (kinds.length === 0) return null
  const first = sql`(
    select id from ${jobs}
    where ${jobs.state} = 'waiting' and ${jobs.dueAt} <= ${now} and ${isFree}
      and ${inArray(jobs.kind, [...kinds])} and ${notInArray(jobs.corpId, [...exceptCorps])}
      and (${jobs.queue} is null or not exists (
        select from ${jobs} as earlier
        where earlier.corp_id = ${jobs.corpId} and earlier.queue = ${jobs.queue}
          and earlier.id < ${jobs.id} and earlier.state in ('waiting', 'calling')
      ))
    order by ${jobs.dueAt}, ${jobs.id} limit 1
    for update of ${jobs} skip locked
  )`
  const [row] = await database
    .update(jobs)
    .set({ claim, claimedUntil: leaseOf(leaseMs), tries: sql`${jobs.tries} + 1` })
    .where(sql`${jobs.id} = ${first}`)
    .returning(columns)
  return row === undefined ? null : { ...row, claim }
}

/** @returns false if the claim has ended */
export async function extendClaim(
  database: Database,
  job: ClaimedJob,
  leaseMs: number,
  state?: JobState,
): Promise<boolean> {
  const extended = await database
    .update(jobs)
    .set({ claimedUntil: leaseOf(leaseMs), ...(state !== undefined && { state }) })
    .where(and(isClaimed(job), isOpen, sql`${jobs.claimedUntil} >= ${databaseNow}`))
    .returning({ id: jobs.id })
  return extended.length > 0
}

/** See `Jobs.begin`. */
export function beginJob(database: Database, job: ClaimedJob, leaseMs: number): Promise<boolean> {
  return extendClaim(database, job, leaseMs, 'calling')
}

export async function settleJob(
  tx: Database,
  job: ClaimedJob,
  { state, reason = null, detail = null, result = null, put = [] }: Settlement,
  at: number,
): Promise<boolean> {
  const settled = await tx
    .update(jobs)
    .set({ state, reason, detail, result, settledAt: at, claimedUntil: null })
    .where(and(isClaimed(job), isOpen))
    .returning({ id: jobs.id })
  if (settled.length === 0) return false
  await putJobs(tx, put, at)
  return true
}
