import { and, asc, eq, gt, inArray, isNotNull, lt, lte, or, sql, type SQL } from 'drizzle-orm'
import type { PgColumn } from 'drizzle-orm/pg-core'
import { databaseNow } from '#proxy/store/columns.ts'
import type { Database } from '#proxy/store/database.ts'
import { corps, eventWatch } from './corp-schema.ts'

/**
 * Until when no event of DingTalk was lost, and which organisations are to be looked at where some may
 * have been. Times are epoch milliseconds.
 */
export type EventWatch = {
  /** Null before events were ever listened to. */
  heardUntil(): Promise<number | null>
  /** Notes that no event was lost until then. */
  noteHeard(at: number): Promise<void>
  /** Notes that some may have been lost until then: every organisation is due. */
  noteGap(at: number): Promise<void>
  /**
   * Notes that somebody listens now; where nobody did for longer than some milliseconds, that was a gap.
   * @returns whether it was
   */
  notePresent(at: number, longestMs: number): Promise<boolean>
  /**
   * Undertakes to look at organisations for some milliseconds, or for longer.
   * @returns since when; null where none is due, or another instance looks
   */
  claimLooks(instance: string, leaseMs: number): Promise<number | null>
  /** Those that have the app, also switched off, and were last looked at before a time. */
  dueLooks(since: number, limit: number): Promise<string[]>
  noteLooked(corpIds: readonly string[], at: number): Promise<void>
  /** None is due any more, unless there was another gap. */
  finishLooks(since: number): Promise<void>
  /** Lets another instance go on at once. */
  leaveLooks(instance: string): Promise<void>
}

/** Times later than now by more were noted while a clock was ahead; milliseconds. */
export const aheadMs = 10 * 60_000

const name = 'all'
const { heardUntil, lookSince, looker, lookingUntil } = eventWatch

/** The time is the one that is put into `heard_until`. */
const toPut = sql`excluded.heard_until`

function isAhead(column: PgColumn): SQL {
  return sql`${column} > ${toPut} + ${aheadMs}::bigint`
}

/** The later of what is there, unless that is ahead, and the time that is put. */
function laterOf(column: PgColumn): SQL {
  return sql`case when ${isAhead(column)} then ${toPut} else greatest(${column}, ${toPut}) end`
}

export function createEventWatch(database: Database): EventWatch {
  async function put(at: number, since: number | null, newSince: SQL): Promise<number | null> {
    const [row] = await database
      .insert(eventWatch)
      .values({ name, heardUntil: at, lookSince: since, lookingUntil: 0 })
      .onConflictDoUpdate({
        target: eventWatch.name,
        set: { heardUntil: laterOf(heardUntil), lookSince: newSince },
      })
      .returning({ lookSince })
    return row?.lookSince ?? null
  }

  /** Organisations that were looked at while a clock was ahead are due like the others. */
  async function dateBackLooks(at: number): Promise<void> {
    await database
      .update(corps)
      .set({ lookedAt: at - 1 })
      .where(gt(corps.lookedAt, at + aheadMs))
  }

  return {
    async heardUntil() {
      const [row] = await database.select({ heardUntil }).from(eventWatch)
      return row?.heardUntil ?? null
    },

    async noteHeard(at) {
      await put(at, null, sql`${lookSince}`)
    },

    async noteGap(at) {
      await dateBackLooks(at)
      await put(at, at, laterOf(lookSince))
    },

    async notePresent(at, longestMs) {
      const isGap = sql`${heardUntil} < ${toPut} - ${longestMs}::bigint or ${isAhead(heardUntil)}`
      const since = sql`case when ${isGap} then ${laterOf(lookSince)} else ${lookSince} end`
      const wasGap = (await put(at, at, since)) === at
      if (wasGap) await dateBackLooks(at)
      return wasGap
    },

    async claimLooks(instance, leaseMs) {
      const [row] = await database
        .update(eventWatch)
        .set({ looker: instance, lookingUntil: sql`${databaseNow} + ${leaseMs}::bigint` })
        .where(and(isNotNull(lookSince), or(eq(looker, instance), lte(lookingUntil, databaseNow))))
        .returning({ lookSince })
      return row?.lookSince ?? null
    },

    async dueLooks(since, limit) {
      const due = await database
        .select({ corpId: corps.corpId })
        .from(corps)
        .where(and(lt(corps.lookedAt, since), corps.isAuthorised))
        .orderBy(asc(corps.lookedAt))
        .limit(limit)
      return due.map(({ corpId }) => corpId)
    },

    async noteLooked(corpIds, at) {
      await database
        .update(corps)
        .set({ lookedAt: sql`greatest(${corps.lookedAt}, ${at}::bigint)` })
        .where(inArray(corps.corpId, [...corpIds]))
    },

    async finishLooks(since) {
      await database.update(eventWatch).set({ lookSince: null }).where(eq(lookSince, since))
    },

    async leaveLooks(instance) {
      await database.update(eventWatch).set({ lookingUntil: 0 }).where(eq(looker, instance))
    },
  }
}
