import { and, count, eq, gt, gte, isNull, lt, sql } from 'drizzle-orm'
import type { EpochMs } from '#shared/rules/time.ts'
import type { RobotUse } from '#shared/schemas/corp/outbox.ts'
import type { Database } from '#proxy/base/store/database.ts'
import type { ClaimedJob } from './job.ts'
import { jobs } from './jobs-schema.ts'

/** Kind of the jobs that answer what people write to the app's robot. */
export const robotKind = 'robot-message'

/** How often each way was used for the answer to a message: the result of its job. */
export type RobotWays = Omit<RobotUse, 'received'>

/** The messages that people wrote to the app's robot. */
export type RobotStore = {
  /**
   * How many others the same person, or guests for one of a guest, wrote within some milliseconds
   * before this one.
   */
  countBefore(job: ClaimedJob, windowMs: number): Promise<number>
  /** How many messages of guests were stored since then. */
  guestsSince(corpId: string, since: EpochMs): Promise<number>
  useSince(corpId: string, since: EpochMs): Promise<RobotUse>
}

export function createRobotStore(database: Database): RobotStore {
  const total = (way: keyof RobotWays) =>
    sql<number>`coalesce(sum((${jobs.result} ->> ${way})::int), 0)`.mapWith(Number)
  // As it stands in the index, which a parameter would not match in a prepared plan.
  const isMessage = sql`${jobs.kind} = ${sql.raw(`'${robotKind}'`)}`
  return {
    async countBefore({ id, corpId, userId }, windowMs) {
      const from = sql`(select this.put_at from ${jobs} as this where this.id = ${id}) - ${windowMs}::bigint`
      const [found] = await database
        .select({ count: count() })
        .from(jobs)
        .where(
          and(
            eq(jobs.corpId, corpId),
            userId === null ? isNull(jobs.userId) : eq(jobs.userId, userId),
            isMessage,
            lt(jobs.id, id),
            gt(jobs.putAt, from),
          ),
        )
      return found?.count ?? 0
    },
    async guestsSince(corpId, since) {
      const [found] = await database
        .select({ count: count() })
        .from(jobs)
        .where(and(eq(jobs.corpId, corpId), isNull(jobs.userId), isMessage, gte(jobs.putAt, since)))
      return found?.count ?? 0
    },
    async useSince(corpId, since) {
      const [found] = await database
        .select({ received: count(), session: total('session'), token: total('token') })
        .from(jobs)
        .where(and(eq(jobs.corpId, corpId), isMessage, gte(jobs.putAt, since)))
      return found ?? { received: 0, session: 0, token: 0 }
    },
  }
}
