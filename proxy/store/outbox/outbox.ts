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
import { databaseNow } from '#proxy/store/columns.ts'
import type { Database } from '#proxy/store/database.ts'
import { isAbout } from '#proxy/store/flow-key.ts'
import type { NewReminder } from '#proxy/store/flows/flow-types.ts'
import { claimReminder, type ReminderClaim } from '#proxy/store/flows/reminder-journal.ts'
import type { Causes } from './causes.ts'
import type { ClaimedRow, NewRow, OutboxRow, RowGroup, Settlement } from './outbox-row.ts'
import { urges } from '#proxy/store/schema.ts'
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
 * Messages and to-dos, over all instances: first a row, then a call. A row is leased by the
 * database clock; when the lease ends, its instance counts as gone.
 */
export type Outbox = Pick<Causes, 'plans' | 'onPut'> & {
  /** Puts rows, each key once. */
  put(rows: readonly NewRow[], at: number): Promise<void>
  find(corpId: string, key: string): Promise<OutboxRow | null>
  /** The rows about a flow, latest first. */
  ofFlow(corpId: string, taskId: string, kind: string): Promise<OutboxRow[]>
  /** Gives out the row that is due first; null when none is. */
  claim(asked: Claiming): Promise<ClaimedRow | null>
  /** Notes that upstream is about to be asked. @returns false when the claim has ended */
  begin(row: ClaimedRow, leaseMs: number): Promise<boolean>
  /**
   * The same for a reminder, which is on record from then on, and after which another one may follow.
   * @returns null when the claim has ended; then, and where the last reminder is too near, nothing is
   *   noted
   */
  beginReminder(
    row: ClaimedRow,
    leaseMs: number,
    reminder: BegunReminder,
  ): Promise<ReminderClaim | null>
  /** @returns false when the claim has ended and another instance has the row */
  settle(row: ClaimedRow, settlement: Settlement, at: number): Promise<boolean>
  /** Postpones a row; does not count as a try if it was none. */
  postpone(row: ClaimedRow, until: Postponement): Promise<void>
  /** Postpones all rows of a kind that are due, or were, as the cause affects them all. */
  holdUp(corpId: string, kind: string, at: number, until: Postponement): Promise<void>
  /**
   * Finds rows whose instance is gone while it asked upstream.
   * @param guarded kinds that may be sent again; the others' outcome stays unknown
   */
  recover(guarded: readonly string[], at: number): Promise<void>
  /** How many of some kinds a person has been sent since then, and reminders of flows with them. */
  sentTo(corpId: string, userId: string, kinds: readonly string[], since: number): Promise<number>
  /** How often rows of a kind of a corp were tried since then, dropped ones aside. */
  triesSince(corpId: string, kind: string, since: number): Promise<number>
  /** What waits, what failed and what did not arrive, for the admin's desk. */
  groups(corpId: string, failedSince: number): Promise<RowGroup[]>
  /** Makes waiting rows due now, for somebody who mended the cause. */
  hurry(corpId: string, at: number): Promise<void>
  /** Has rows that wait for a reason tried at a time, as if for the first time. */
  tryAnew(corpId: string, reason: string, at: number): Promise<void>
}

export type BegunReminder = {
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
      if (isAnyNew) causes.tellOfPut()
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
      if (put.length > 0) causes.tellOfPut()
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
            // What is not due yet keeps its time, before which it would go out when all are hurried.
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
      causes.tellOfPut()
    },
    async tryAnew(corpId, reason, at) {
      const isHeldUp = and(eq(outbox.state, 'waiting'), eq(outbox.reason, reason), isFree)
      await database
        .update(outbox)
        .set({ dueAt: at, tries: 0 })
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
  // Reminders by hand have no row, and those by themselves have none for each person.
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
