import { and, asc, eq, gte, sql } from 'drizzle-orm'
import type { MarginReading } from '../../shared/corp.ts'
import type { Connect } from './database.ts'
import { marginReadings } from './schema.ts'

/** How many contracts a corp had left, as it was read. Times are epoch milliseconds. */
export type MarginJournal = {
  /** Of each hour the newest reading is kept. */
  record(corpId: string, reading: MarginReading): Promise<void>
  /** Oldest first. */
  since(corpId: string, from: number): Promise<MarginReading[]>
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
  }
}
