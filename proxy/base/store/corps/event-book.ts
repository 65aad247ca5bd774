import { and, desc, eq, gte, inArray, lte, sql } from 'drizzle-orm'
import { z } from 'zod'
import { databaseNow } from '#proxy/base/store/columns.ts'
import type { Database } from '#proxy/base/store/database.ts'
import { rowsOf } from '#proxy/base/store/rows.ts'
import { dingtalkEvents } from './corp-schema.ts'
import type { EpochMs } from '#shared/rules/time.ts'

/** Events of DingTalk: stored before they are acknowledged, and processed once. */
export type EventBook = {
  /**
   * Stores events to be processed, in one statement.
   * @returns how many are no duplicates
   */
  store(events: readonly NewEvent[]): Promise<number>
  /**
   * Claims some waiting events for half a minute, oldest first. An event claimed more than ten
   * times has failed.
   */
  claim(limit: number): Promise<StoredEvent[]>
  finish(id: number, outcome: 'done' | 'old'): Promise<void>
  /** Events of one organisation, newest first. */
  latest(corpId: string, limit: number): Promise<Omit<StoredEvent, 'id' | 'data' | 'corpId'>[]>
  /** How many events wait, how many have failed since a time, and when DingTalk made the newest. */
  health(since: number): Promise<{ waiting: number; failed: number; lastAt: number | null }>
}

export type NewEvent = {
  eventId: string
  type: string
  corpId: string | null
  bornAt: EpochMs
  data: unknown
}

export type StoredEvent = {
  id: number
  type: string
  corpId: string | null
  bornAt: number
  data: unknown
  outcome: (typeof dingtalkEvents.$inferSelect)['outcome']
}

const newEventTypes = {
  eventId: 'text',
  type: 'text',
  corpId: 'text',
  bornAt: 'bigint',
  data: 'jsonb',
} as const satisfies Record<keyof NewEvent, string>

const storedSchema = z.object({ rows: z.array(z.unknown()) })

const workMs = 30_000
const maxAttempts = 10

const { id, type, corpId, bornAt, data, outcome } = dingtalkEvents

export function createEventBook(database: Database): EventBook {
  return {
    async store(events) {
      const stored = await database.execute(sql`
        insert into ${dingtalkEvents} (
          event_id, type, corp_id, born_at, received_at, data, outcome, attempts, taken_until
        )
        select "eventId", type, "corpId", "bornAt", ${databaseNow}, data, 'waiting', 0, 0
        from ${rowsOf(events, newEventTypes)}
        on conflict do nothing
        returning 1`)
      return storedSchema.parse(stored).rows.length
    },

    async claim(limit) {
      const due = database
        .select({ id })
        .from(dingtalkEvents)
        .where(and(eq(outcome, 'waiting'), lte(dingtalkEvents.takenUntil, databaseNow)))
        .orderBy(bornAt)
        .limit(limit)
        .for('update', { skipLocked: true })
      const claimed = await database
        .update(dingtalkEvents)
        .set({
          takenUntil: sql`${databaseNow} + ${workMs}`,
          attempts: sql`${dingtalkEvents.attempts} + 1`,
          outcome: sql`case when ${dingtalkEvents.attempts} >= ${maxAttempts}
            then 'failed' else ${outcome} end`,
        })
        .where(inArray(id, due))
        .returning({ id, type, corpId, bornAt, data, outcome })
      return claimed
        .filter((event) => event.outcome === 'waiting')
        .toSorted((one, other) => one.bornAt - other.bornAt)
    },

    async finish(eventId, became) {
      await database.update(dingtalkEvents).set({ outcome: became }).where(eq(id, eventId))
    },

    async latest(ofCorp, limit) {
      return database
        .select({ type, bornAt, outcome })
        .from(dingtalkEvents)
        .where(eq(corpId, ofCorp))
        .orderBy(desc(id))
        .limit(limit)
    },

    async health(since) {
      const count = sql<number>`count(*)::int`
      const [waiting] = await database
        .select({ count })
        .from(dingtalkEvents)
        .where(eq(outcome, 'waiting'))
      const [failed] = await database
        .select({ count })
        .from(dingtalkEvents)
        .where(and(eq(outcome, 'failed'), gte(dingtalkEvents.receivedAt, since)))
      const [last] = await database
        .select({ at: dingtalkEvents.receivedAt })
        .from(dingtalkEvents)
        .orderBy(desc(dingtalkEvents.receivedAt))
        .limit(1)
      return { waiting: waiting?.count ?? 0, failed: failed?.count ?? 0, lastAt: last?.at ?? null }
    },
  }
}
