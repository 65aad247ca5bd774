import { and, asc, eq, gt, inArray, isNotNull, lt, lte, or, sql, type SQL } from 'drizzle-orm'
import type { PgColumn } from 'drizzle-orm/pg-core'
import { databaseNow } from '#proxy/store/columns.ts'
import type { Database } from '#proxy/store/database.ts'
import { corps, eventWatch } from './corp-schema.ts'

/**
 * Until when no event of DingTalk was lost, and after a gap, which organisations DingTalk is to be asked
 * about. Times are epoch milliseconds.
 */
export type EventWatch = {
  /** Null before events were ever listened to. */
  heardUntil(): Promise<number | null>
  /** Notes that no event was lost until then. */
  noteHeard(at: number): Promise<void>
  /** Notes that some may have been lost until then: every organisation is due. */
  noteGap(at: number): Promise<void>
  /**
   * Notes that an instance listens now. It was a gap if none did for longer than `longestMs`.
   * @returns whether there was a gap
   */
  notePresent(at: number, longestMs: number): Promise<boolean>
  /**
   * Claims the looks for this instance for `leaseMs`, or keeps them.
   * @returns since when they are due; null where none is due, or another instance looks
   */
  claimLooks(instance: string, leaseMs: number): Promise<number | null>
  /** Organisations that have the app, switched off or not, and were last looked at before `since`. */
  dueLooks(since: number, limit: number): Promise<string[]>
  noteLooked(corpIds: readonly string[], at: number): Promise<void>
  /** Notes that none is due, unless there was another gap after `since`. */
  finishLooks(since: number): Promise<void>
  /** Lets another instance go on at once. */
  leaveLooks(instance: string): Promise<void>
}

/** A noted time that is later than now by more was noted while a clock was ahead (milliseconds). */
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
