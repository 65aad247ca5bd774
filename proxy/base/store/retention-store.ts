import { inArray, lt, sql, type SQL } from 'drizzle-orm'
import type { PgColumn, PgTable } from 'drizzle-orm/pg-core'
import { flowStatuses, hasEnded } from '#shared/rules/codes/flow-status.ts'
import { accessRequests, flowGrants } from './access-schema.ts'
import { assistantTokens, proposals } from './assistants/assistant-schema.ts'
import { corpTokens } from './corps/corp-schema.ts'
import type { Database } from './database.ts'
import { jobs } from './jobs/jobs-schema.ts'
import {
  authorisationPages,
  endedSessions,
  flows,
  sealApprovals,
  spentSignIns,
  startAttempts,
} from './schema.ts'
import { fieldNumbers } from './statistics/measure-schema.ts'
import { webhookDeliveries } from './webhooks/webhook-schema.ts'
import type { EpochMs } from '#shared/rules/time.ts'

/** Data with limited retention. */
export type RetentionStore = {
  /**
   * Deletes some of the data that expired before a time.
   * @returns the number of deleted rows; fewer than the limit if nothing is left
   */
  clear(what: Cleared, before: EpochMs, limit: number): Promise<number>
}

/**
 * - `ended-assistant-tokens`: tokens of assistants, by when they ended.
 * - `ended-sessions`: sessions that people ended, by when they would have expired.
 * - `expired-grants`: access by signed links, by when it ended.
 * - `old-attempts`: attempts to start a flow, by when they started.
 * - `never-fetched-tokens`: leases for fetching a corp's first token whose instance died, by when
 * they expired.
 * - `old-access-requests`: requests to see a flow, by when they were made or decided.
 * - `settled-jobs`: jobs done or given up, by when; only of flows that have ended, since later ones
 * look up to-dos, processes and keys in earlier ones.
 * - `old-approvals`: seal approvals whose end no event reported, by when they began.
 * - `old-authorisation-pages`: pages for authorising the app, by when they were given out.
 * - `old-deliveries`: what webhooks were sent, by when it happened.
 * - `old-field-numbers`: what was counted in an hour, by its beginning.
 * - `old-proposals`: what assistants proposed, by when.
 * - `spent-sign-ins`: sign-ins in a browser, by when they would have expired.
 */
export const clearedKinds = [
  'ended-assistant-tokens',
  'ended-sessions',
  'expired-grants',
  'never-fetched-tokens',
  'old-access-requests',
  'old-approvals',
  'old-attempts',
  'old-authorisation-pages',
  'old-deliveries',
  'old-field-numbers',
  'old-proposals',
  'settled-jobs',
  'spent-sign-ins',
] as const

export type Cleared = (typeof clearedKinds)[number]

const flowGoesOn = sql`exists (
  select from ${flows}
  where ${flows.corpId} = ${jobs.corpId} and ${flows.taskId} = ${jobs.taskId}
    and ${inArray(
      flows.status,
      flowStatuses.filter((status) => !hasEnded(status)),
    )})`

/** Such as the row that finishes a to-do of a flow that just ended. */
const moreIsToBeSent = sql`exists (
  select from ${jobs} as later
  where later.corp_id = ${jobs.corpId} and later.task_id = ${jobs.taskId}
    and later.state in ('waiting', 'calling'))`

/** The tables, the time from which a row is kept, and rows to leave alone. */
const cleared: Record<Cleared, { table: PgTable; at: PgColumn; unless?: SQL }> = {
  'ended-assistant-tokens': { table: assistantTokens, at: assistantTokens.expiresAt },
  'ended-sessions': { table: endedSessions, at: endedSessions.until },
  'expired-grants': { table: flowGrants, at: flowGrants.until },
  'never-fetched-tokens': {
    table: corpTokens,
    at: corpTokens.fetchUntil,
    unless: sql`${corpTokens.sealed} is not null`,
  },
  'old-access-requests': { table: accessRequests, at: accessRequests.changedAt },
  'old-approvals': { table: sealApprovals, at: sealApprovals.startedAt },
  'old-attempts': { table: startAttempts, at: startAttempts.startedAt },
  'old-authorisation-pages': { table: authorisationPages, at: authorisationPages.at },
  'old-deliveries': { table: webhookDeliveries, at: webhookDeliveries.createdAt },
  'old-field-numbers': { table: fieldNumbers, at: fieldNumbers.hour },
  'old-proposals': { table: proposals, at: proposals.askedAt },
  'settled-jobs': {
    table: jobs,
    at: jobs.settledAt,
    unless: sql`${flowGoesOn} or ${moreIsToBeSent}`,
  },
  'spent-sign-ins': { table: spentSignIns, at: spentSignIns.until },
}

export function createRetentionStore(database: Database): RetentionStore {
  return {
    async clear(what, before, limit) {
      const { table, at, unless = sql`false` } = cleared[what]
      const some = sql`select ctid from ${table} where ${lt(at, before)} and not (${unless}) limit ${limit}`
      const deleted = await database
        .delete(table)
        .where(sql`ctid = any(array(${some}))`)
        .returning({ at })
      return deleted.length
    },
  }
}
