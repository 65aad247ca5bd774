import { and, eq, getTableColumns, inArray, or, sql, type SQL } from 'drizzle-orm'
import { databaseNow } from '#proxy/base/store/columns.ts'
import type { Database } from '#proxy/base/store/database.ts'
import type { ClaimedJob, JobState, Settlement } from './job.ts'
import { jobs } from './jobs-schema.ts'
import { isFree, putJobs, renewalMs } from './job-writes.ts'
import type { EpochMs } from '#shared/rules/time.ts'

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

const isHeld = sql`${jobs.claimedUntil} >= ${databaseNow}`

export const isOpen = inArray(jobs.state, ['waiting', 'calling'])

export type Claiming = {
  kinds: readonly string[]
  /** Corps for which this instance does enough of a kind at once, see `shareOf`. */
  exceptShares: readonly string[]
  claim: string
  leaseMs: number
  now: EpochMs
}

export function shareOf({ corpId, kind }: { corpId: string; kind: string }): string {
  return `${corpId} ${kind}`
}

export async function claimJob(database: Database, asked: Claiming): Promise<ClaimedJob | null> {
  const { kinds, exceptShares, claim, leaseMs, now } = asked
  if (kinds.length === 0) return null
  const first = sql`(
    select id from ${jobs}
    where ${jobs.state} = 'waiting' and ${jobs.dueAt} <= ${now} and ${isFree}
      and ${inArray(jobs.kind, [...kinds])}
      and ${jobs.corpId} || ' ' || ${jobs.kind} <> all(${sql.param(exceptShares)}::text[])
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

export async function beginJob(
  database: Database,
  job: ClaimedJob,
  leaseMs: number,
): Promise<boolean> {
  const begun = await database
    .update(jobs)
    .set({ state: 'calling', claimedUntil: leaseOf(leaseMs) })
    .where(and(isClaimed(job), isOpen, isHeld))
    .returning({ id: jobs.id })
  return begun.length > 0
}

export async function extendClaims(
  database: Database,
  held: readonly ClaimedJob[],
  leaseMs: number,
): Promise<void> {
  await database
    .update(jobs)
    .set({ claimedUntil: leaseOf(leaseMs) })
    .where(and(or(...held.map(isClaimed)), isOpen, isHeld))
}

export async function settleJob(
  tx: Database,
  job: ClaimedJob,
  settlement: Settlement,
  at: EpochMs,
): Promise<JobState | null> {
  const { state, reason = null, detail = null, result = null, put = [] } = settlement
  const isRenewed = sql`${jobs.puts} <> ${job.puts}`
  const [settled] = await tx
    .update(jobs)
    .set({
      state: sql`case when ${isRenewed} then 'waiting' else ${state} end`,
      settledAt: sql`case when ${isRenewed} then null else ${at}::bigint end`,
      dueAt: sql`case when ${isRenewed} then ${at + renewalMs}::bigint else ${jobs.dueAt} end`,
      reason,
      detail,
      result,
      ...(settlement.forgetsPayload === true ? { payload: null } : {}),
      claimedUntil: null,
    })
    .where(and(isClaimed(job), isOpen))
    .returning({ state: jobs.state })
  if (settled === undefined) return null
  await putJobs(tx, put, at)
  return settled.state
}
