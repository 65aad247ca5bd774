import { and, asc, eq, gte, sql } from 'drizzle-orm'
import type { MarginReading } from '#shared/schemas/corp/corp.ts'
import type { Database } from '#proxy/base/store/database.ts'
import { marginReadings } from '#proxy/base/store/schema.ts'

/** History of how many contracts a corp had left. Times are epoch milliseconds. */
export type MarginStore = {
  /** Only the newest reading of each hour is kept. */
  record(corpId: string, reading: MarginReading): Promise<void>
  /** Oldest first. */
  since(corpId: string, from: number): Promise<MarginReading[]>
}

const hourMs = 60 * 60 * 1000

export function createMarginStore(database: Database): MarginStore {
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
  }
}
