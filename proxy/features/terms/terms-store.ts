import { randomUUID } from 'node:crypto'
import { and, asc, eq } from 'drizzle-orm'
import type { Database } from '#proxy/base/store/database.ts'
import { contractTerms, termDates, termKeepers } from '#proxy/base/store/terms-schema.ts'
import { type Terms, termsSchema } from '#shared/schemas/flow/terms.ts'
import type { CalendarDate } from '#shared/rules/calendar/calendar-date.ts'
import type { EpochMs } from '#shared/rules/time.ts'

type FlowKey = { corpId: string; taskId: string }

export type StoredTerms = { terms: Terms; version: string; signedOn: CalendarDate }

export type TermsStore = {
  find(flow: FlowKey): Promise<StoredTerms | null>
  /**
   * @param before the version that is replaced; null for none
   * @returns false, without a change, if there is another by now
   */
  replace(
    flow: FlowKey,
    terms: Terms,
    change: { before: string | null; signedOn: CalendarDate; at: EpochMs },
  ): Promise<boolean>
  /** @returns whether there were any */
  remove(flow: FlowKey): Promise<boolean>
}

export function createTermsStore(database: Database): TermsStore {
  const isOf = (
    table: typeof contractTerms | typeof termDates | typeof termKeepers,
    key: FlowKey,
  ) => and(eq(table.corpId, key.corpId), eq(table.taskId, key.taskId))

  return {
    async find(key) {
      const [[row], dates, keepers] = await Promise.all([
        database.select().from(contractTerms).where(isOf(contractTerms, key)),
        database
          .select()
          .from(termDates)
          .where(isOf(termDates, key))
          .orderBy(asc(termDates.position)),
        database
          .select()
          .from(termKeepers)
          .where(isOf(termKeepers, key))
          .orderBy(asc(termKeepers.position)),
      ])
      if (row === undefined) return null
      const terms = termsSchema.parse({ ...row, dates, keepers })
      return { terms, version: row.version, signedOn: row.signedOn }
    },
    replace: (key, { dates, keepers, ...terms }, { before, signedOn, at }) =>
      database.transaction(async (transaction) => {
        const row = { ...terms, version: randomUUID(), signedOn, changedAt: at }
        const written = await (before === null
          ? transaction
              .insert(contractTerms)
              .values({ ...key, ...row })
              .onConflictDoNothing()
              .returning({ version: contractTerms.version })
          : transaction
              .update(contractTerms)
              .set(row)
              .where(and(isOf(contractTerms, key), eq(contractTerms.version, before)))
              .returning({ version: contractTerms.version }))
        if (written.length === 0) return false
        await transaction.delete(termDates).where(isOf(termDates, key))
        await transaction.delete(termKeepers).where(isOf(termKeepers, key))
        const placed = <Item>(items: readonly Item[]) =>
          items.map((item, position) => ({ ...item, ...key, position }))
        if (dates.length > 0) await transaction.insert(termDates).values(placed(dates))
        if (keepers.length > 0) await transaction.insert(termKeepers).values(placed(keepers))
        return true
      }),
    async remove(key) {
      const removed = await database
        .delete(contractTerms)
        .where(isOf(contractTerms, key))
        .returning({ version: contractTerms.version })
      return removed.length > 0
    },
  }
}
