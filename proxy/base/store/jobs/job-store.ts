import { and, count, desc, eq, inArray, isNotNull, lt, lte, min, or, sql } from 'drizzle-orm'
import { databaseNow } from '#proxy/base/store/columns.ts'
import type { Database } from '#proxy/base/store/database.ts'
import { isAbout } from '#proxy/base/store/flow-key.ts'
import {
  beginJob,
  claimJob,
  columns,
  extendClaims,
  isClaimed,
  isOpen,
  settleJob,
  type Claiming,
} from './job-claims.ts'
import type { ClaimedJob, Job, JobState, NewJob, Settlement } from './job.ts'
import { jobs } from './jobs-schema.ts'
import { isFree, putJobs } from './job-writes.ts'

/**
 * Work in the background, across instances: first a row, then the work. Jobs are leased by the
 * database clock; when a lease ends, its instance counts as dead.
 */
export type JobStore = {
  /** Adds jobs, ignoring existing keys. @returns whether any was added or renewed */
  put(added: readonly NewJob[], at: number): Promise<boolean>
  /** Called when jobs were added by this instance. @returns unsubscribes */
  onPut(listener: () => void): () => void
  /** To be called after jobs were added in a transaction. */
  notifyOfPut: () => void
  find(corpId: string, key: string): Promise<Job | null>
  /** The jobs about a flow, latest first. */
  ofFlow(corpId: string, taskId: string, kind: string): Promise<Job[]>
  /** How many jobs of some kinds are not done yet, and when the oldest of them was put last. */
  behind(kinds: readonly string[]): Promise<{ count: number; oldest: number | null }>
  /** Claims the job that is due first; null if none is. */
  claim(asked: Claiming): Promise<ClaimedJob | null>
  /** Notes that upstream is about to be called. @returns false if the claim has ended */
  begin(job: ClaimedJob, leaseMs: number): Promise<boolean>
  /** Extends claims that have not ended. */
  extend(held: readonly ClaimedJob[], leaseMs: number): Promise<void>
  /**
   * @returns its state, `waiting` if it was renewed meanwhile; null if the claim has ended and
   * another instance has the job
   */
  settle(job: ClaimedJob, settlement: Settlement, at: number): Promise<JobState | null>
  /** Postpones a claimed job; one that was renewed meanwhile keeps its new time. */
  postpone(job: ClaimedJob, until: Postponement): Promise<void>
  /** Postpones all due jobs of a kind, as the cause affects all of them. */
  holdUp(corpId: string, kind: string, at: number, until: Postponement): Promise<void>
  /**
   * Finds jobs whose instance died while it called upstream.
   * @param repeatable kinds whose call may be repeated; the outcome of others stays unknown
   */
  recover(repeatable: readonly string[], at: number): Promise<void>
}

export type Postponement = {
  dueAt: number
  reason: string | null
  detail?: string | null
  /** How many tries count; all by default. */
  tries?: number
  /** Replaces what is stored, unless left out. */
  result?: unknown
}

export function createJobStore(database: Database): JobStore {
  const listeners = new Set<() => void>()

  function notifyOfPut(): void {
    for (const listener of listeners) listener()
  }

  return {
    async put(added, at) {
      const isNews = await putJobs(database, added, at)
      if (isNews) notifyOfPut()
      return isNews
    },
    onPut(listener) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    notifyOfPut,
    async find(corpId, key) {
      const [found] = await database
        .select(columns)
        .from(jobs)
        .where(and(eq(jobs.corpId, corpId), eq(jobs.key, key)))
      return found ?? null
    },
    async ofFlow(corpId, taskId, kind) {
      return database
        .select(columns)
        .from(jobs)
        .where(and(isAbout(jobs, { corpId, taskId }), eq(jobs.kind, kind)))
        .orderBy(desc(jobs.id))
    },
    async behind(kinds) {
      const [found] = await database
        .select({ count: count(), oldest: min(jobs.putAt) })
        .from(jobs)
        .where(and(inArray(jobs.kind, [...kinds]), isOpen))
      return found ?? { count: 0, oldest: null }
    },
    claim: (asked) => claimJob(database, asked),
    begin: (job, leaseMs) => beginJob(database, job, leaseMs),
    extend: (held, leaseMs) => extendClaims(database, held, leaseMs),
    async settle(job, settlement, at) {
      const { put = [] } = settlement
      const state = await database.transaction((tx) => settleJob(tx, job, settlement, at))
      if (put.length > 0) notifyOfPut()
      return state
    },
    async postpone(job, { dueAt, reason, detail = null, tries = job.tries, result }) {
      await database
        .update(jobs)
        .set({
          state: 'waiting',
          dueAt: sql`case when ${jobs.puts} <> ${job.puts} then ${jobs.dueAt}
            else ${dueAt}::bigint end`,
          reason,
          detail,
          claim: null,
          claimedUntil: null,
          tries,
          result,
        })
        .where(and(isClaimed(job), isOpen))
    },
    async holdUp(corpId, kind, at, { dueAt, reason, detail = null }) {
      await database
        .update(jobs)
        .set({ dueAt, reason, detail })
        .where(
          and(
            eq(jobs.corpId, corpId),
            eq(jobs.kind, kind),
            eq(jobs.state, 'waiting'),
            lt(jobs.dueAt, dueAt),
            // Jobs not due yet keep their time: hurrying all of them must not send these early.
            or(lte(jobs.dueAt, at), isNotNull(jobs.reason)),
            isFree,
          ),
        )
    },
    async recover(repeatable, at) {
      const isRepeatable = inArray(jobs.kind, [...repeatable])
      await database
        .update(jobs)
        .set({
          state: sql`case when ${isRepeatable} then 'waiting' else 'unknown' end`,
          reason: sql`case when ${isRepeatable} then ${jobs.reason} else 'answer-lost' end`,
          settledAt: sql`case when ${isRepeatable} then null else ${at}::bigint end`,
          claim: null,
          claimedUntil: null,
        })
        .where(and(eq(jobs.state, 'calling'), sql`${jobs.claimedUntil} < ${databaseNow}`))
    },
  }
}
