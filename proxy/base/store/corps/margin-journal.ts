import { and, asc, eq, gte, isNull, lt, notExists, or, sql } from 'drizzle-orm'
import type { MarginReading } from '#shared/schemas/corp/corp.ts'
import type { Database } from '#proxy/base/store/database.ts'
import { flows, marginChecks, marginReadings } from '#proxy/base/store/schema.ts'
import { corps } from './corp-schema.ts'

/** History of how many contracts a corp had left. Times are epoch milliseconds. */
export type MarginJournal = {
  /** Only the newest reading of each hour is kept. */
  record(corpId: string, reading: MarginReading): Promise<void>
  /** Oldest first. */
  since(corpId: string, from: number): Promise<MarginReading[]>
  /**
   * Claims active corps that no instance has claimed on that day.
   * @returns the corps that this instance has to read
   */
  claimDay(query: DayQuery): Promise<string[]>
}

export type DayQuery = {
  /** Day number, from any start that is the same in all queries. */
  day: number
  /** Selects corps with a flow read or a person signed in since then, and those never read. */
  usedSince: number
  limit: number
}

const hourMs = 60 * 60 * 1000

export function createMarginJournal(database: Database): MarginJournal {
  return {
    async record(corpId, { contractsLeft, at }) {
      await database
        .insert(marginReadings)
        .values({ corpId, hour: Math.floor(at / hourMs), contractsLeft, at })
        .onConflictDoUpdate({
          target: [marginReadings.corpId, marginReadings.hour],
          set: { contractsLeft: sql`excluded.contracts_left`, at: sql`excluded.at` },
          setWhere: sql`${marginReadings.at} <= excluded.at`,
        })
    },
    async since(corpId, from) {
      return database
        .select({ contractsLeft: marginReadings.contractsLeft, at: marginReadings.at })
        .from(marginReadings)
        .where(
          and(
            eq(marginReadings.corpId, corpId),
            gte(marginReadings.hour, Math.floor(from / hourMs)),
          ),
        )
        .orderBy(asc(marginReadings.hour))
    },
    async claimDay({ day, usedSince, limit }) {
      const isTaken = (corpId: typeof flows.corpId | typeof corps.corpId) =>
        database
          .select({ corpId: marginChecks.corpId })
          .from(marginChecks)
          .where(and(eq(marginChecks.corpId, corpId), gte(marginChecks.day, day)))
      const isUsed = or(gte(corps.lastSeenAt, usedSince), isNull(corps.checkedAt))
      const used = await database
        .select({ corpId: corps.corpId })
        .from(corps)
        .where(and(eq(corps.state, 'active'), isUsed, notExists(isTaken(corps.corpId))))
        .limit(limit)
      const due =
        used.length > 0
          ? used
          : await database
              .selectDistinct({ corpId: flows.corpId })
              .from(flows)
              .where(and(gte(flows.confirmedAt, usedSince), notExists(isTaken(flows.corpId))))
              .limit(limit)
      if (due.length === 0) return []
      const claimed = await database
        .insert(marginChecks)
        .values(due.map(({ corpId }) => ({ corpId, day })))
        .onConflictDoUpdate({
          target: marginChecks.corpId,
          set: { day },
          setWhere: lt(marginChecks.day, day),
        })
        .returning({ corpId: marginChecks.corpId })
      return claimed.map(({ corpId }) => corpId)
    },
  }
}
