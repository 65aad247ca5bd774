import {
  and,
  count,
  eq,
  gte,
  inArray,
  isNotNull,
  isNull,
  ne,
  or,
  sql,
  TransactionRollbackError,
} from 'drizzle-orm'
import type { Database } from '#proxy/base/store/database.ts'
import type { NewReminder } from '#proxy/base/store/flows/flow-types.ts'
import { claimReminder, type ReminderClaim } from '#proxy/base/store/flows/reminder-store.ts'
import { beginJob, isOpen } from '#proxy/base/store/jobs/job-claims.ts'
import { isFree, putJobs } from '#proxy/base/store/jobs/job-writes.ts'
import type { ClaimedJob, NewJob } from '#proxy/base/store/jobs/job.ts'
import type { JobStore } from '#proxy/base/store/jobs/job-store.ts'
import { jobs } from '#proxy/base/store/jobs/jobs-schema.ts'
import { reminders } from '#proxy/base/store/schema.ts'
import type { EpochMs } from '#shared/rules/time.ts'

/** Asks whether a message was delivered; such a job has a `reason` if it was not. */
export const deliveryKind = 'delivery'

export type OutboxStore = {
  /**
   * Notes that DingTalk is about to be called, and records the reminder.
   * @returns null if the claim has ended; then, and if the last reminder is too recent, nothing is
   * recorded
   */
  beginReminder(
    job: ClaimedJob,
    leaseMs: number,
    reminder: StartedReminder,
  ): Promise<ReminderClaim | null>
  sentTo(corpId: string, userId: string, kinds: readonly string[], since: EpochMs): Promise<number>
  /** How often a corp's jobs of a kind were tried since then, without dropped ones. */
  triesSince(corpId: string, kind: string, since: EpochMs): Promise<number>
  /** For the admin's desk. */
  groups(corpId: string, failedSince: number): Promise<OutboxGroup[]>
  /** Makes waiting messages due now, for an admin who has fixed the cause. */
  hurry(corpId: string, at: EpochMs): Promise<void>
  /**
   * With their tries reset to one at most: whether an earlier try may have reached DingTalk stays
   * known.
   */
  retryHeldUp(corpId: string, reason: string, at: EpochMs): Promise<void>
}

export type OutboxGroup = {
  kind: string
  state: 'waiting' | 'failed' | 'unknown' | 'not-arrived'
  reason: string | null
  /** From the latest one. */
  detail: string | null
  count: number
  /** When the next is due, for waiting ones; when the latest was given up, for others. */
  at: EpochMs
}

export type StartedReminder = {
  reminder: NewReminder
  minIntervalMs: number
  put: readonly NewJob[]
}

export function createOutboxStore(
  database: Database,
  { notifyOfPut }: Pick<JobStore, 'notifyOfPut'>,
): OutboxStore {
  return {
    async beginReminder(job, leaseMs, { reminder, minIntervalMs, put }) {
      return database
        .transaction(async (tx) => {
          const claim = await claimReminder(tx, reminder, minIntervalMs)
          if ('lastAt' in claim) return claim
          if (!(await beginJob(tx, job, leaseMs))) return tx.rollback()
          await putJobs(tx, put, reminder.at)
          return claim
        })
        .catch((error: unknown) => {
          if (error instanceof TransactionRollbackError) return null
          throw error
        })
    },
    async sentTo(corpId, userId, kinds, since) {
      const isSent = and(inArray(jobs.state, ['done', 'unknown']), gte(jobs.settledAt, since))
      const messages = database
        .select({ count: count() })
        .from(jobs)
        .where(
          and(
            eq(jobs.corpId, corpId),
            eq(jobs.userId, userId),
            inArray(jobs.kind, [...kinds]),
            or(isSent, eq(jobs.state, 'calling')),
          ),
        )
      // Manual reminders have no job, and automatic ones have none for each person.
      const byHand = database
        .select({ count: count() })
        .from(reminders)
        .where(
          and(
            eq(reminders.corpId, corpId),
            gte(reminders.at, since),
            sql`${reminders.recipients} @> ${sql.param([{ userId }], reminders.recipients)}`,
          ),
        )
      const [[sent], [reminded]] = await Promise.all([messages, byHand])
      return (sent?.count ?? 0) + (reminded?.count ?? 0)
    },
    async triesSince(corpId, kind, since) {
      const [tried] = await database
        .select({ tries: sql`coalesce(sum(${jobs.tries}), 0)`.mapWith(Number) })
        .from(jobs)
        .where(
          and(
            eq(jobs.corpId, corpId),
            isNull(jobs.userId),
            eq(jobs.kind, kind),
            ne(jobs.state, 'dropped'),
            or(isNull(jobs.settledAt), gte(jobs.settledAt, since)),
          ),
        )
      return tried?.tries ?? 0
    },
    groups: (corpId, failedSince) => readGroups(database, corpId, failedSince),
    async hurry(corpId, at) {
      await database
        .update(jobs)
        .set({ dueAt: at })
        .where(
          and(
            eq(jobs.corpId, corpId),
            eq(jobs.state, 'waiting'),
            isNotNull(jobs.reason),
            ne(jobs.reason, 'quiet-hours'),
            isFree,
          ),
        )
      notifyOfPut()
    },
    async retryHeldUp(corpId, reason, at) {
      const isHeldUp = and(eq(jobs.state, 'waiting'), eq(jobs.reason, reason), isFree)
      await database
        .update(jobs)
        .set({ dueAt: at, tries: sql`least(${jobs.tries}, 1)` })
        .where(and(eq(jobs.corpId, corpId), isHeldUp))
    },
  }
}

async function readGroups(
  database: Database,
  corpId: string,
  failedSince: number,
): Promise<OutboxGroup[]> {
  const state = sql<OutboxGroup['state']>`case ${jobs.state}
    when 'calling' then 'waiting' when 'done' then 'not-arrived' else ${jobs.state} end`
  const isOfDelivery = eq(jobs.kind, deliveryKind)
  const isGivenUp = inArray(jobs.state, ['failed', 'unknown'])
  const hasNotArrived = and(isOfDelivery, eq(jobs.state, 'done'), isNotNull(jobs.reason))
  const isRecent = gte(jobs.settledAt, failedSince)
  return database
    .select({
      kind: jobs.kind,
      state,
      reason: jobs.reason,
      detail: sql<string | null>`(array_agg(${jobs.detail} order by ${jobs.id} desc))[1]`,
      count: count(),
      at: sql`coalesce(max(${jobs.settledAt}), min(${jobs.dueAt}))`.mapWith(Number),
    })
    .from(jobs)
    .where(
      and(
        eq(jobs.corpId, corpId),
        or(
          // Delivery jobs are shown only if the message was not delivered.
          and(ne(jobs.kind, deliveryKind), or(isOpen, and(isGivenUp, isRecent))),
          and(hasNotArrived, isRecent),
        ),
      ),
    )
    .groupBy(jobs.kind, state, jobs.reason)
    .orderBy(jobs.kind, state, jobs.reason)
}
