import { eq, sql } from 'drizzle-orm'
import { databaseNow } from '#proxy/base/store/columns.ts'
import type { Database } from '#proxy/base/store/database.ts'
import { maxSkewMs } from './corp-change.ts'
import { suiteTickets } from './corp-schema.ts'
import type { EpochMs } from '#shared/rules/time.ts'

/** Tickets that DingTalk pushes to a third-party app every few hours, shared by all instances. */
export type SuiteTicketStore = {
  /** Unless a newer one is stored; one from the future is not newer. */
  keep(suiteKey: string, ticket: string, at: EpochMs): Promise<void>
  /** The newest ticket, and when DingTalk made it; null if there is none yet. */
  find(suiteKey: string): Promise<{ ticket: string; at: EpochMs } | null>
}

export function createSuiteTicketStore(database: Database): SuiteTicketStore {
  return {
    async keep(suiteKey, ticket, at) {
      await database
        .insert(suiteTickets)
        .values({ suiteKey, ticket, at })
        .onConflictDoUpdate({
          target: suiteTickets.suiteKey,
          set: { ticket: sql`excluded.ticket`, at: sql`excluded.at` },
          setWhere: sql`${suiteTickets.at} <= excluded.at
            or ${suiteTickets.at} > ${databaseNow} + ${maxSkewMs}::bigint`,
        })
    },
    async find(suiteKey) {
      const [found] = await database
        .select({ ticket: suiteTickets.ticket, at: suiteTickets.at })
        .from(suiteTickets)
        .where(eq(suiteTickets.suiteKey, suiteKey))
      return found ?? null
    },
  }
}
