import { and, eq, gt, sql } from 'drizzle-orm'
import { databaseNow } from '#proxy/base/store/columns.ts'
import type { Database } from '#proxy/base/store/database.ts'
import { eventLines } from './corp-schema.ts'
import type { EpochMs } from '#shared/rules/time.ts'

/** As reported by its instance. */
export type LineState = {
  state: 'open' | 'connecting' | 'waiting'
  since: EpochMs
  lastFrameAt: EpochMs | null
}

/** Leases of the lines to DingTalk's gateway. Times are by the database clock. */
export type LineLeaseStore = {
  /**
   * @param lines for all instances
   * @returns whether the instance has one
   */
  hold(instance: string, lines: number, leaseMs: number, line: LineState): Promise<boolean>
  leave(instance: string): Promise<void>
  all(): Promise<LineState[]>
}

export function createLineLeaseStore(database: Database): LineLeaseStore {
  return {
    async hold(instance, lines, leaseMs, { state, since, lastFrameAt }) {
      const row = { instance, state, since, lastFrameAt }
      const until = sql<number>`${databaseNow} + ${leaseMs}`
      const kept = await database
        .update(eventLines)
        .set({ ...row, until })
        .where(and(eq(eventLines.instance, instance), gt(eventLines.until, databaseNow)))
        .returning({ slot: eventLines.slot })
      if (kept.length > 0) return true
      for (let slot = 0; slot < lines; slot += 1) {
        const taken = await database
          .insert(eventLines)
          .values({ slot, ...row, until })
          .onConflictDoUpdate({
            target: eventLines.slot,
            set: { ...row, until },
            setWhere: sql`${eventLines.until} <= ${databaseNow} or ${eventLines.instance} = ${instance}`,
          })
          .returning({ slot: eventLines.slot })
        if (taken.length > 0) return true
      }
      return false
    },

    async leave(instance) {
      await database.delete(eventLines).where(eq(eventLines.instance, instance))
    },

    async all() {
      const { state, since, lastFrameAt } = eventLines
      return database
        .select({ state, since, lastFrameAt })
        .from(eventLines)
        .where(gt(eventLines.until, databaseNow))
        .orderBy(eventLines.slot)
    },
  }
}
