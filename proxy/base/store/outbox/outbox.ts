import {
  and,
  count,
  desc,
  eq,
  gte,
  inArray,
  isNotNull,
  lt,
  lte,
  ne,
  or,
  sql,
  TransactionRollbackError,
} from 'drizzle-orm'
import { databaseNow } from '#proxy/base/store/columns.ts'
import type { Database } from '#proxy/base/store/database.ts'
import { isAbout } from '#proxy/base/store/flow-key.ts'
import type { NewReminder } from '#proxy/base/store/flows/flow-types.ts'
import { claimReminder, type ReminderClaim } from '#proxy/base/store/flows/reminder-journal.ts'
import type { Causes } from './causes.ts'
import type { ClaimedRow, NewRow, OutboxRow, RowGroup, Settlement } from './outbox-row.ts'
import { urges } from '#proxy/base/store/schema.ts'
import { outbox } from './outbox-schema.ts'
import {
  beginRow,
  claimRow,
  columns,
  isClaimed,
  isOpen,
  settleRow,
  type Claiming,
} from './row-claims.ts'
import { countTries, readGroups } from './row-sums.ts'
import { isFree, putRows } from './row-writes.ts'

/**
 * Messages and to-dos, across instances: first a row, then a call. Rows are leased by the database
 * clock; when a lease ends, its instance counts as dead.
 */
export type Outbox = Pick<Causes, 'plans' | 'onPut'> & {
  /** Adds rows, ignoring existing keys. */
  put(rows: readonly NewRow[], at: number): Promise<void>
  find(corpId: string, key: string): Promise<OutboxRow | null>
  /** The rows about a flow, latest first. */
  ofFlow(corpId: string, taskId: string, kind: string): Promise<OutboxRow[]>
  /** Claims the row that is due first; null if none is. */
  claim(asked: Claiming): Promise<ClaimedRow | null>
  /** Notes that upstream is about to be called. @returns false if the claim has ended */
  begin(row: ClaimedRow, leaseMs: number): Promise<boolean>
  /**
   * The same for a reminder, which is recorded at that moment.
   * @returns null if the claim has ended; then, and if the last reminder is too recent, nothing is
   * recorded
   */
  beginReminder(
    row: ClaimedRow,
    leaseMs: number,
    reminder: StartedReminder,
  ): Promise<ReminderClaim | null>
  /** @returns false if the claim has ended and another instance has the row */
  settle(row: ClaimedRow, settlement: Settlement, at: number): Promise<boolean>
  /** Postpones a row; counts as a try unless nothing was tried. */
  postpone(row: ClaimedRow, until: Postponement): Promise<void>
  /** Postpones all due rows of a kind, as the cause affects all of them. */
  holdUp(corpId: string, kind: string, at: number, until: Postponement): Promise<void>
  /**
   * Finds rows whose instance died while it called upstream.
   * @param guarded kinds that may be sent again; the outcome of others stays unknown
   */
  recover(guarded: readonly string[], at: number): Promise<void>
  /** How many messages of some kinds, and reminders of flows, a person was sent since then. */
  sentTo(corpId: string, userId: string, kinds: readonly string[], since: number): Promise<number>
  /** How often a corp's rows of a kind were tried since then, without dropped ones. */
  triesSince(corpId: string, kind: string, since: number): Promise<number>
  /** Waiting, failed and undelivered rows, for the admin's desk. */
  groups(corpId: string, failedSince: number): Promise<RowGroup[]>
  /** Makes waiting rows due now, for an admin who has fixed the cause. */
  hurry(corpId: string, at: number): Promise<void>
  /**
   * Makes rows that wait for a reason due at a time, with their tries reset to one at most: whether
   * an earlier try may have reached DingTalk stays known.
   */
  retryHeldUp(corpId: string, reason: string, at: number): Promise<void>
}

export type StartedReminder = {
  reminder: NewReminder
  minIntervalMs: number
  put: readonly NewRow[]
}

export type Postponement = {
  dueAt: number
  reason: string | null
  detail?: string | null
  isTry?: boolean
}

export function createOutbox(database: Database, causes: Causes): Outbox {
  return {
    plans: (planners, turnsBy) => causes.plans(planners, turnsBy),
    onPut: (listener) => causes.onPut(listener),
    async put(rows, at) {
      const isAnyNew = await putRows(database, rows, at)
      if (isAnyNew) causes.notifyOfPut()
    },
    async find(corpId, key) {
      const [row] = await database
        .select(columns)
        .from(outbox)
        .where(and(eq(outbox.corpId, corpId), eq(outbox.key, key)))
      return row ?? null
    },
    async ofFlow(corpId, taskId, kind) {
      return database
        .select(columns)
        .from(outbox)
        .where(and(isAbout(outbox, { corpId, taskId }), eq(outbox.kind, kind)))
        .orderBy(desc(outbox.id))
    },
    claim: (asked) => claimRow(database, asked),
    begin: (row, leaseMs) => beginRow(database, row, leaseMs),
    async beginReminder(row, leaseMs, { reminder, minIntervalMs, put }) {
      return database
        .transaction(async (tx) => {
          const claim = await claimReminder(tx, reminder, minIntervalMs)
          if ('lastAt' in claim) return claim
          if (!(await beginRow(tx, row, leaseMs))) return tx.rollback()
          await putRows(tx, put, reminder.at)
          return claim
        })
        .catch((error: unknown) => {
          if (error instanceof TransactionRollbackError) return null
          throw error
        })
    },
    async settle(row, settlement, at) {
      const { put = [] } = settlement
      const isSettled = await database.transaction((tx) => settleRow(tx, row, settlement, at))
      if (put.length > 0) causes.notifyOfPut()
      return isSettled
    },
    async postpone(row, { dueAt, reason, detail = null, isTry = true }) {
      await database
        .update(outbox)
        .set({
          state: 'waiting',
          dueAt,
          reason,
          detail,
          claim: null,
          claimedUntil: null,
          ...(isTry ? {} : { tries: sql`${outbox.tries} - 1` }),
        })
        .where(and(isClaimed(row), isOpen))
    },
    async holdUp(corpId, kind, at, { dueAt, reason, detail = null }) {
      await database
        .update(outbox)
        .set({ dueAt, reason, detail })
        .where(
          and(
            eq(outbox.corpId, corpId),
            eq(outbox.kind, kind),
            eq(outbox.state, 'waiting'),
            lt(outbox.dueAt, dueAt),
            // Rows not due yet keep their time: hurrying all of them must not send these early.
            or(lte(outbox.dueAt, at), isNotNull(outbox.reason)),
            isFree,
          ),
        )
    },
    async recover(guarded, at) {
      const isGuarded = inArray(outbox.kind, [...guarded])
      await database
        .update(outbox)
        .set({
          state: sql`case when ${isGuarded} then 'waiting' else 'unknown' end`,
          reason: sql`case when ${isGuarded} then ${outbox.reason} else 'answer-lost' end`,
          settledAt: sql`case when ${isGuarded} then null else ${at}::bigint end`,
          claim: null,
          claimedUntil: null,
        })
        .where(and(eq(outbox.state, 'calling'), sql`${outbox.claimedUntil} < ${databaseNow}`))
    },
    sentTo: (corpId, userId, kinds, since) => countSent(database, { corpId, userId, kinds, since }),
    triesSince: (corpId, kind, since) => countTries(database, { corpId, kind, since }),
    groups: (corpId, failedSince) => readGroups(database, corpId, failedSince),
    async hurry(corpId, at) {
      await database
        .update(outbox)
        .set({ dueAt: at })
        .where(
          and(
            eq(outbox.corpId, corpId),
            eq(outbox.state, 'waiting'),
            isNotNull(outbox.reason),
            ne(outbox.reason, 'quiet-hours'),
            isFree,
          ),
        )
      causes.notifyOfPut()
    },
    async retryHeldUp(corpId, reason, at) {
      const isHeldUp = and(eq(outbox.state, 'waiting'), eq(outbox.reason, reason), isFree)
      await database
        .update(outbox)
        .set({ dueAt: at, tries: sql`least(${outbox.tries}, 1)` })
        .where(and(eq(outbox.corpId, corpId), isHeldUp))
    },
  }
}

type SentTo = { corpId: string; userId: string; kinds: readonly string[]; since: number }

async function countSent(
  database: Database,
  { corpId, userId, kinds, since }: SentTo,
): Promise<number> {
  const isSent = and(
    inArray(outbox.state, ['sent', 'unknown']),
    isNotNull(outbox.settledAt),
    gte(outbox.settledAt, since),
  )
  const messages = database
    .select({ count: count() })
    .from(outbox)
    .where(
      and(
        eq(outbox.corpId, corpId),
        eq(outbox.userId, userId),
        inArray(outbox.kind, [...kinds]),
        or(isSent, eq(outbox.state, 'calling')),
      ),
    )
  // Manual reminders have no row, and automatic ones have no row for each person.
  const reminders = database
    .select({ count: count() })
    .from(urges)
    .where(
      and(
        eq(urges.corpId, corpId),
        gte(urges.at, since),
        sql`${urges.recipients} @> ${sql.param([{ userId }], urges.recipients)}`,
      ),
    )
  const [[sent], [reminded]] = await Promise.all([messages, reminders])
  return (sent?.count ?? 0) + (reminded?.count ?? 0)
}
