import { and, asc, eq, gt, inArray, isNotNull, lt, lte, or, sql, type SQL } from 'drizzle-orm'
import type { PgColumn } from 'drizzle-orm/pg-core'
import { databaseNow } from '#proxy/base/store/columns.ts'
import type { Database } from '#proxy/base/store/database.ts'
import { corps, eventWatch } from './corp-schema.ts'

/**
 * Until when no event of DingTalk was lost, and which organisations to ask DingTalk about after a
 * gap. Times are epoch milliseconds.
 */
export type EventWatch = {
  /** Null if events were never received. */
  heardUntil(): Promise<number | null>
  /** Notes that no event was lost until a time. */
  noteHeard(at: number): Promise<void>
  /** Notes that events until a time may have been lost, so that every organisation is due. */
  noteGap(at: number): Promise<void>
  /**
   * Notes that an instance is receiving events now. There was a gap if none was for longer than
   * `maxGapMs`.
   * @returns whether there was a gap
   */
  notePresent(at: number, maxGapMs: number): Promise<boolean>
  /**
   * Claims the looks for this instance for `leaseMs`, or extends the claim.
   * @returns since when they are due; null if none is due, or another instance has the claim
   */
  claimChecks(instance: string, leaseMs: number): Promise<number | null>
  /** Organisations that have the app, enabled or not, and were last looked at before `since`. */
  dueChecks(since: number, limit: number): Promise<string[]>
  noteChecked(corpIds: readonly string[], at: number): Promise<void>
  /** Notes that no looks are due, unless there was another gap after `since`. */
  finishChecks(since: number): Promise<void>
  /** Releases the claim to other instances. */
  releaseChecks(instance: string): Promise<void>
}

/** A stored time this far in the future came from a clock that was ahead (milliseconds). */
export const aheadMs = 10 * 60_000

const name = 'all'
const { heardUntil, lookSince, looker, lookingUntil } = eventWatch

/** Compares with the time being written to `heard_until`. */
const toPut = sql`excluded.heard_until`

function isAhead(column: PgColumn): SQL {
  return sql`${column} > ${toPut} + ${aheadMs}::bigint`
}

/**
 * The later of the stored time, unless that came from a clock ahead, and the time being written.
 */
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

  /** Makes organisations due again that were looked at by a clock that was ahead. */
  async function backdateChecks(at: number): Promise<void> {
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
      await backdateChecks(at)
      await put(at, at, laterOf(lookSince))
    },

    async notePresent(at, maxGapMs) {
      const isGap = sql`${heardUntil} < ${toPut} - ${maxGapMs}::bigint or ${isAhead(heardUntil)}`
      const since = sql`case when ${isGap} then ${laterOf(lookSince)} else ${lookSince} end`
      const wasGap = (await put(at, at, since)) === at
      if (wasGap) await backdateChecks(at)
      return wasGap
    },

    async claimChecks(instance, leaseMs) {
      const [row] = await database
        .update(eventWatch)
        .set({ looker: instance, lookingUntil: sql`${databaseNow} + ${leaseMs}::bigint` })
        .where(and(isNotNull(lookSince), or(eq(looker, instance), lte(lookingUntil, databaseNow))))
        .returning({ lookSince })
      return row?.lookSince ?? null
    },

    async dueChecks(since, limit) {
      const due = await database
        .select({ corpId: corps.corpId })
        .from(corps)
        .where(and(lt(corps.lookedAt, since), corps.isAuthorised))
        .orderBy(asc(corps.lookedAt))
        .limit(limit)
      return due.map(({ corpId }) => corpId)
    },

    async noteChecked(corpIds, at) {
      await database
        .update(corps)
        .set({ lookedAt: sql`greatest(${corps.lookedAt}, ${at}::bigint)` })
        .where(inArray(corps.corpId, [...corpIds]))
    },

    async finishChecks(since) {
      await database.update(eventWatch).set({ lookSince: null }).where(eq(lookSince, since))
    },

    async releaseChecks(instance) {
      await database.update(eventWatch).set({ lookingUntil: 0 }).where(eq(looker, instance))
    },
  }
}
