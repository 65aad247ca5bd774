import { and, eq, gt, sql } from 'drizzle-orm'
import { databaseNow } from '#proxy/base/store/columns.ts'
import { corpTokens, eventLines } from '#proxy/base/store/corps/corp-schema.ts'
import type { Database } from '#proxy/base/store/database.ts'
import { instances } from '#proxy/base/store/instance-store.ts'
import { isFree } from '#proxy/base/store/jobs/job-writes.ts'
import { jobs } from '#proxy/base/store/jobs/jobs-schema.ts'
import { maxPauseMs } from '#proxy/base/store/sweep/next-reading.ts'
import { sweeps } from '#proxy/base/store/sweep/sweep-schema.ts'
import type { EpochMs } from '#shared/rules/time.ts'

const minuteMs = 60_000
const hourMs = 60 * minuteMs
const dayMs = 24 * hourMs

/** The clocks of two instances may differ by as much. */
const skewMs = 10 * minuteMs

export type BringBack = {
  now: EpochMs
  /** Jobs of which there is always one, and how soon each is due again. */
  recurring: Readonly<Record<string, number>>
  /** Kinds whose jobs look themselves whether anything is due. */
  looking: readonly string[]
}

/** Brings back to the present what was noted by a clock that was ahead. */
export function createBringBack(database: Database): (asked: BringBack) => Promise<void> {
  async function recurringJobs(now: EpochMs, kind: string, everyMs: number): Promise<void> {
    await database.execute(sql`
      update ${jobs} set due_at = ${now + everyMs}::bigint
      where ${jobs.corpId} = '' and ${jobs.key} = ${kind} and ${jobs.state} = 'waiting'
        and ${jobs.dueAt} > ${now + everyMs}::bigint`)
  }

  /** @returns whether there were any */
  async function jobsPutAhead(now: EpochMs): Promise<boolean> {
    const ahead = sql`(${jobs.putAt} - ${now}::bigint)`
    const waiting = await database
      .update(jobs)
      .set({
        putAt: now,
        dueAt: sql`${jobs.dueAt} - ${ahead}`,
        expiresAt: sql`${jobs.expiresAt} - ${ahead}`,
      })
      .where(and(eq(jobs.state, 'waiting'), gt(jobs.putAt, now + skewMs)))
      .returning({ id: jobs.id })
    const settled = await database
      .update(jobs)
      .set({ settledAt: now, putAt: sql`least(${jobs.putAt}, ${now}::bigint)` })
      .where(gt(jobs.settledAt, now + skewMs))
      .returning({ id: jobs.id })
    return waiting.length + settled.length > 0
  }

  return async ({ now, recurring, looking }) => {
    for (const [kind, everyMs] of Object.entries(recurring)) await recurringJobs(now, kind, everyMs)
    if (await jobsPutAhead(now)) {
      // Their next try may have been put off by the same clock.
      await database.execute(sql`
        update ${jobs} set due_at = ${now}::bigint
        where ${jobs.state} = 'waiting' and ${jobs.dueAt} > ${now}::bigint and ${isFree}
          and ${jobs.corpId} <> ''
          and (${jobs.tries} > 0 or ${jobs.kind} = any(${sql.param(looking)}::text[]))`)
    }
    await database.execute(sql`
      update ${sweeps} set next_at = least(next_at, ${now + maxPauseMs}::bigint)
      where ${sweeps.nextAt} > ${now + maxPauseMs + skewMs}::bigint`)
    await database.execute(sql`
      update ${sweeps} set read_at = ${now}::bigint, next_at = ${now}::bigint,
        active_at = least(active_at, ${now}::bigint)
      where ${sweeps.readAt} > ${now + skewMs}::bigint`)
    // By the database clock. Tokens are valid for two hours, leases for minutes.
    await database.execute(sql`
      update ${jobs} set claimed_until = 0 where ${jobs.claimedUntil} > ${databaseNow} + ${hourMs}`)
    await database.execute(sql`
      update ${corpTokens} set fetch_until = 0 where ${corpTokens.fetchUntil} > ${databaseNow} + ${hourMs}`)
    await database.execute(sql`
      update ${corpTokens} set expires_at = 0 where ${corpTokens.expiresAt} > ${databaseNow} + ${dayMs}`)
    await database.execute(sql`
      delete from ${eventLines} where ${eventLines.until} > ${databaseNow} + ${hourMs}`)
    await database.execute(sql`
      delete from ${instances} where ${instances.until} > ${databaseNow} + ${hourMs}`)
  }
}
