import { and, asc, count, eq, getTableColumns, isNull, min, sql } from 'drizzle-orm'
import { databaseNow } from './columns.ts'
import type { Database } from './database.ts'
import { notices } from './schema.ts'

export type NoticeJournal = {
  /**
   * Stores a notice and claims it. A notice that equals an unprocessed one counts as another arrival
   * of it.
   */
  record(notice: NewNotice, leaseMs?: number): Promise<StoredNotice>
  /**
   * Marks a notice as processed.
   * @returns false if it has arrived again since it was read: read upstream again, as the last
   * reading may be older than the change
   */
  markProcessed(notice: Pick<StoredNotice, 'id' | 'arrivals'>, at: number): Promise<boolean>
  /**
   * Claims unprocessed notices that no instance has, oldest first.
   * @param held ids of notices that this instance has; their claims are extended
   */
  claim(held: readonly number[], limit: number, leaseMs?: number): Promise<StoredNotice[]>
  /** Unprocessed notices, oldest first. */
  unprocessed(limit: number): Promise<StoredNotice[]>
  /** How many are unprocessed, and when the oldest of them last arrived. */
  behind(): Promise<{ count: number; oldest: number | null }>
}

export type NewNotice = {
  taskId: string
  /** As upstream sent it, such as `SIGN`. */
  action: string
  /** As upstream sent it, such as `FINISH`. */
  status: string
  receivedAt: number
}

export type StoredNotice = NewNotice & {
  id: number
  /** Number of arrivals. */
  arrivals: number
}

const { processedAt: _at, claimedUntil: _until, ...columns } = getTableColumns(notices)

/** After this time without an extension, another instance takes a notice over. */
const claimMs = 30_000

const claimFor = (leaseMs: number) => ({ claimedUntil: sql`${databaseNow} + ${leaseMs}::bigint` })

/** The journal of e签宝's notices. */
export function createNoticeJournal(database: Database): NoticeJournal {
  return {
    async record(notice, leaseMs = claimMs) {
      const [noted] = await database
        .insert(notices)
        .values({ ...notice, arrivals: 1, ...claimFor(leaseMs) })
        .onConflictDoUpdate({
          target: [notices.taskId, notices.action, notices.status],
          targetWhere: sql`processed_at is null`,
          set: {
            arrivals: sql`${notices.arrivals} + 1`,
            receivedAt: sql`excluded.received_at`,
            claimedUntil: sql`excluded.claimed_until`,
          },
        })
        .returning(columns)
      if (noted === undefined) throw new Error('an upsert answered nothing')
      return noted
    },
    async markProcessed({ id, arrivals }, at) {
      const marked = await database
        .update(notices)
        .set({ processedAt: at })
        .where(and(eq(notices.id, id), eq(notices.arrivals, arrivals)))
        .returning({ id: notices.id })
      return marked.length > 0
    },
    async claim(held, limit, leaseMs = claimMs) {
      if (held.length > 0)
        await database
          .update(notices)
          .set(claimFor(leaseMs))
          .where(
            and(
              isNull(notices.processedAt),
              sql`${notices.id} = any(${sql.param(held)}::bigint[])`,
            ),
          )
      const free = sql`
        select id from ${notices}
        where ${notices.processedAt} is null
          and coalesce(${notices.claimedUntil}, 0) <= ${databaseNow}
        order by id limit ${limit} for update skip locked`
      const claimed = await database
        .update(notices)
        .set(claimFor(leaseMs))
        .where(sql`${notices.id} = any(array(${free}))`)
        .returning(columns)
      return claimed.toSorted((one, other) => one.id - other.id)
    },
    async unprocessed(limit) {
      return database
        .select(columns)
        .from(notices)
        .where(isNull(notices.processedAt))
        .orderBy(asc(notices.id))
        .limit(limit)
    },
    async behind() {
      const [found] = await database
        .select({ count: count(), oldest: min(notices.receivedAt) })
        .from(notices)
        .where(isNull(notices.processedAt))
      return found ?? { count: 0, oldest: null }
    },
  }
}
