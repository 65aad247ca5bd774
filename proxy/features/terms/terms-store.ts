import { randomUUID } from 'node:crypto'
import { and, asc, eq } from 'drizzle-orm'
import type { Database } from '#proxy/base/store/database.ts'
import { cancelJobs, putJobs } from '#proxy/base/store/jobs/job-writes.ts'
import type { NewJob } from '#proxy/base/store/jobs/job.ts'
import type { JobStore } from '#proxy/base/store/jobs/job-store.ts'
import { flowViews } from '#proxy/base/store/schema.ts'
import { contractTerms, termDates, termKeepers } from '#proxy/base/store/terms-schema.ts'
import { type Terms, termsSchema } from '#shared/schemas/flow/terms.ts'
import type { CalendarDate } from '#shared/rules/calendar/calendar-date.ts'
import type { EpochMs } from '#shared/rules/time.ts'
import { messageKind, planKind, type StoredTerms } from './plan-terms.ts'

type FlowKey = { corpId: string; taskId: string }

type TermsChange = {
  before: string | null
  signedOn: CalendarDate
  at: EpochMs
  /** What is to be done of the new terms, in place of what waits of the old. */
  plan: (terms: StoredTerms) => NewJob[]
}

/** Of the term that is over, and of the one that follows. */
type RenewedEnds = { from: CalendarDate; to: CalendarDate }

/** Who does in the audit what nobody did. */
const byItself = { userId: 'server', name: '本应用', byLink: false }

export type TermsStore = {
  find(flow: FlowKey): Promise<StoredTerms | null>
  /**
   * @param before the version that is replaced; null for none
   * @returns false, without a change, if there is another by now
   */
  replace(flow: FlowKey, terms: Terms, change: TermsChange): Promise<boolean>
  /** Writes into the audit, once, that a contract has renewed itself; not if its terms have changed. */
  noteRenewal(flow: FlowKey, version: string, ends: RenewedEnds, at: EpochMs): Promise<void>
  /** @returns whether there were any */
  remove(flow: FlowKey): Promise<boolean>
}

export function createTermsStore(
  database: Database,
  { notifyOfPut }: Pick<JobStore, 'notifyOfPut'>,
): TermsStore {
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
    async replace(key, given, { before, signedOn, at, plan }) {
      const { dates, keepers, ...terms } = given
      const version = randomUUID()
      const isReplaced = await database.transaction(async (transaction) => {
        const row = { ...terms, version, signedOn, changedAt: at }
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
        await cancelJobs(transaction, planned(key))
        await putJobs(transaction, plan({ terms: given, version, signedOn }), at)
        return true
      })
      if (isReplaced) notifyOfPut()
      return isReplaced
    },
    noteRenewal: (key, version, { from, to }, at) =>
      database.transaction(async (transaction) => {
        const [terms] = await transaction
          .select({ version: contractTerms.version })
          .from(contractTerms)
          .where(isOf(contractTerms, key))
          .for('update')
        const entry = { ...key, kind: 'terms-renewed' as const, detail: `${from} → ${to}` }
        const isEntry = and(
          eq(flowViews.corpId, key.corpId),
          eq(flowViews.taskId, key.taskId),
          eq(flowViews.kind, entry.kind),
          eq(flowViews.detail, entry.detail),
        )
        if (terms?.version !== version) return
        if ((await transaction.$count(flowViews, isEntry)) > 0) return
        await transaction.insert(flowViews).values({ ...entry, ...byItself, at })
      }),
    remove: (key) =>
      database.transaction(async (transaction) => {
        const removed = await transaction
          .delete(contractTerms)
          .where(isOf(contractTerms, key))
          .returning({ version: contractTerms.version })
        await cancelJobs(transaction, planned(key))
        return removed.length > 0
      }),
  }
}

function planned(key: FlowKey) {
  return [planKind, messageKind].map((kind) => ({ ...key, kind, exceptKeys: [] }))
}
