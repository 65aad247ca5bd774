import { and, desc, eq, gte, lt, sql } from 'drizzle-orm'
import type { ProblemCode } from '#shared/rules/codes/problem-code.ts'
import { databaseNow, storable } from '#proxy/base/store/columns.ts'
import type { Database } from '#proxy/base/store/database.ts'
import { refusedCalls } from './corp-schema.ts'

export type RefusedCallStore = {
  add(refused: readonly Refused[]): Promise<void>
  /** Most frequent first. */
  of(corpId: string, since: number): Promise<{ code: ProblemCode; calls: number; lastAt: number }[]>
  all(since: number): Promise<{ code: ProblemCode; calls: number; corps: number; lastAt: number }[]>
  forget(before: number): Promise<void>
}

export type Refused = {
  corpId: string
  code: ProblemCode
  /** Days since the epoch. */
  day: number
  calls: number
}

const { corpId, code, day, calls, lastAt } = refusedCalls
const sum = sql<number>`sum(${calls})::int`
const last = sql<number>`max(${lastAt})`.mapWith(Number)

export function createRefusedCallStore(database: Database): RefusedCallStore {
  return {
    async add(refused) {
      if (refused.length === 0) return
      await database
        .insert(refusedCalls)
        .values(
          refused.map((one) => ({ ...one, corpId: storable(one.corpId), lastAt: databaseNow })),
        )
        .onConflictDoUpdate({
          target: [corpId, code, day],
          set: { calls: sql`${calls} + excluded.calls`, lastAt: sql`excluded.last_at` },
        })
    },
    async of(ofCorp, since) {
      return database
        .select({ code, calls: sum, lastAt: last })
        .from(refusedCalls)
        .where(and(eq(corpId, ofCorp), gte(day, since)))
        .groupBy(code)
        .orderBy(desc(sum))
    },
    async all(since) {
      return database
        .select({
          code,
          calls: sum,
          corps: sql<number>`count(distinct ${corpId})::int`,
          lastAt: last,
        })
        .from(refusedCalls)
        .where(gte(day, since))
        .groupBy(code)
        .orderBy(desc(sum))
    },
    async forget(before) {
      await database.delete(refusedCalls).where(lt(day, before))
    },
  }
}
