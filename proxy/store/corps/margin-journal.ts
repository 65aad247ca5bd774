import { and, asc, eq, gte, lt, notExists, sql } from 'drizzle-orm'
import type { MarginReading } from '#shared/schemas/corp.ts'
import type { Connect } from '#proxy/store/database.ts'
import { flows, marginLooks, marginReadings } from '#proxy/store/schema.ts'

/** How many contracts a corp had left, as it was read. Times are epoch milliseconds. */
export type MarginJournal = {
  /** Of each hour the newest reading is kept. */
  record(corpId: string, reading: MarginReading): Promise<void>
  /** Oldest first. */
  since(corpId: string, from: number): Promise<MarginReading[]>
  /**
   * Corps whose margin nobody has undertaken to read on that day; the instance that asks now has, so that each
   * is told once, to one of however many instances.
   */
  claimDay(query: DayQuery): Promise<string[]>
}

export type DayQuery = {
  /** Counted from any day, the same in all queries. */
  day: number
  /** Only corps one of whose flows was read then or later. */
  usedSince: number
  limit: number
}

const hourMs = 60 * 60 * 1000

export function createMarginJournal(connect: Connect): MarginJournal {
  return {
    async record(corpId, { contractsLeft, at }) {
      const database = await connect()
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
      const database = await connect()
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
      const database = await connect()
      const taken = database
        .select({ corpId: marginLooks.corpId })
        .from(marginLooks)
        .where(and(eq(marginLooks.corpId, flows.corpId), gte(marginLooks.day, day)))
      const due = await database
        .selectDistinct({ corpId: flows.corpId })
        .from(flows)
        .where(and(gte(flows.confirmedAt, usedSince), notExists(taken)))
        .limit(limit)
      if (due.length === 0) return []
      const claimed = await database
        .insert(marginLooks)
        .values(due.map(({ corpId }) => ({ corpId, day })))
        .onConflictDoUpdate({
          target: marginLooks.corpId,
          set: { day },
          setWhere: lt(marginLooks.day, day),
        })
        .returning({ corpId: marginLooks.corpId })
      return claimed.map(({ corpId }) => corpId)
    },
  }
}
