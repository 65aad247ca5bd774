import { gte, sql } from 'drizzle-orm'
import type { PgColumn } from 'drizzle-orm/pg-core'
import type { FieldNumber } from '#shared/rules/codes/field-numbers.ts'
import type { EpochMs } from '#shared/rules/time.ts'
import type { Database } from '#proxy/base/store/database.ts'
import { fieldNumbers } from '#proxy/base/store/statistics/measure-schema.ts'

export type HourNumber = FieldNumber & { hour: EpochMs }

export type MeasureStore = {
  /** Adds to what is stored; at most one for each hour and measure. */
  add(numbers: readonly HourNumber[]): Promise<void>
  /** The totals of the hours from a time on. */
  since(hour: EpochMs): Promise<FieldNumber[]>
}

export function createMeasureStore(database: Database): MeasureStore {
  const { hour, measure, count, good, sum: amounts } = fieldNumbers
  const total = (column: PgColumn) => sql<number>`sum(${column})`.mapWith(Number)
  // The page with a late error may have been counted before these hours.
  const goodTotal = sql<number>`greatest(sum(${good}), 0)`.mapWith(Number)
  return {
    async add(numbers) {
      if (numbers.length === 0) return
      // In one order at all instances, so that none waits for another in a circle.
      const inOrder = numbers.toSorted(
        (one, other) => one.hour - other.hour || (one.measure < other.measure ? -1 : 1),
      )
      await database
        .insert(fieldNumbers)
        .values(inOrder)
        .onConflictDoUpdate({
          target: [hour, measure],
          set: {
            count: sql`${count} + excluded.count`,
            good: sql`${good} + excluded.good`,
            sum: sql`${amounts} + excluded.sum`,
          },
        })
    },
    async since(from) {
      return database
        .select({ measure, count: total(count), good: goodTotal, sum: total(amounts) })
        .from(fieldNumbers)
        .where(gte(hour, from))
        .groupBy(measure)
    },
  }
}
