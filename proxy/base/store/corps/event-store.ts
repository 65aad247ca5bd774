import { and, desc, eq, gte, isNull, max, sql } from 'drizzle-orm'
import { z } from 'zod'
import type { Database } from '#proxy/base/store/database.ts'
import { isOpen } from '#proxy/base/store/jobs/job-claims.ts'
import { eventKind, jobs } from '#proxy/base/store/jobs/jobs-schema.ts'
import { rowsOf } from '#proxy/base/store/rows.ts'
import type { EpochMs } from '#shared/rules/time.ts'

/** Events of DingTalk: stored before they are acknowledged, as jobs that process them. */
export type EventStore = {
  /**
   * Stores events to be processed, in one statement.
   * @param at epoch milliseconds
   * @returns how many are no duplicates
   */
  store(events: readonly NewEvent[], at: number): Promise<number>
  /** Events of one organisation, newest first. */
  latest(corpId: string, limit: number): Promise<ProcessedEvent[]>
  /** How many events wait, how many have failed since a time, and when the newest came. */
  health(since: number): Promise<{ waiting: number; failed: number; lastAt: number | null }>
}

export type NewEvent = {
  eventId: string
  type: string
  corpId: string | null
  bornAt: EpochMs
  data: unknown
}

export type ProcessedEvent = {
  type: string
  bornAt: number
  /** `superseded`: changed nothing, as a newer one had come before. */
  outcome: 'waiting' | 'done' | 'superseded' | 'failed'
}

const newEventTypes = {
  eventId: 'text',
  type: 'text',
  corpId: 'text',
  bornAt: 'bigint',
  data: 'jsonb',
} as const satisfies Record<keyof NewEvent, string>

const storedSchema = z.object({ rows: z.array(z.unknown()) })

export function createEventStore(database: Database): EventStore {
  const isEvent = eq(jobs.kind, eventKind)
  return {
    async store(events, at) {
      // The events of an organisation are processed in the order of their times.
      const stored = await database.execute(sql`
        insert into ${jobs} (corp_id, kind, key, queue, payload, state, put_at, due_at)
        select coalesce("corpId", ''), ${eventKind}, 'event:' || "eventId", 'event',
          jsonb_build_object('type', type, 'bornAt', "bornAt", 'data', data),
          'waiting', ${at}::bigint, ${at}::bigint
        from ${rowsOf(events, newEventTypes)}
        order by "bornAt"
        on conflict do nothing
        returning 1`)
      return storedSchema.parse(stored).rows.length
    },

    async latest(corpId, limit) {
      return database
        .select({
          type: sql<string>`${jobs.payload} ->> 'type'`,
          bornAt: sql`${jobs.payload} -> 'bornAt'`.mapWith(Number),
          outcome: sql<ProcessedEvent['outcome']>`case ${jobs.state}
            when 'done' then 'done' when 'dropped' then 'superseded' when 'failed' then 'failed'
            else 'waiting' end`,
        })
        .from(jobs)
        .where(and(eq(jobs.corpId, corpId), isNull(jobs.taskId), isEvent))
        .orderBy(desc(jobs.id))
        .limit(limit)
    },

    async health(since) {
      const count = sql<number>`count(*)::int`
      const [waiting] = await database.select({ count }).from(jobs).where(and(isEvent, isOpen))
      const [failed] = await database
        .select({ count })
        .from(jobs)
        .where(and(isEvent, eq(jobs.state, 'failed'), gte(jobs.putAt, since)))
      const [last] = await database
        .select({ at: max(jobs.putAt) })
        .from(jobs)
        .where(isEvent)
      return { waiting: waiting?.count ?? 0, failed: failed?.count ?? 0, lastAt: last?.at ?? null }
    },
  }
}
