import { and, asc, desc, eq, inArray, lte, notInArray, or, sql } from 'drizzle-orm'
import { hasEnded } from '#shared/rules/codes/flow-status.ts'
import type { Database } from '#proxy/base/store/database.ts'
import { nextReading } from './next-reading.ts'
import { isAbout, isOneOf, type FlowKey } from '#proxy/base/store/flow-key.ts'
import type { FlowState } from '#proxy/base/store/flows/flow-types.ts'
import { flowPeople, flows } from '#proxy/base/store/schema.ts'
import { sweepBudgets, sweeps } from './sweep-schema.ts'
import { lockKeys } from '#proxy/base/store/advisory-locks.ts'
import type { EpochMs } from '#shared/rules/time.ts'

export type SweepStore = {
  /**
   * Each for one instance; the latest relative to their pause first. Each counts as read, even if
   * its instance dies.
   */
  claim(asked: SweepClaim): Promise<ClaimedFlow[]>
  /**
   * Makes flows due that wait for a seal approval, or for a person who may have asked for one:
   * those of the person first, then those in which something happened last.
   * @returns their task ids
   */
  hasten(corpId: string, asked: SweepHint): Promise<string[]>
  charge(corpId: string, day: EpochMs, calls: number): Promise<void>
  /** Returns unused calls of a reading. */
  release(flow: ClaimedFlow, calls: number): Promise<void>
}

export type ClaimedFlow = FlowKey & {
  /** Calls that its reading may make, already counted. */
  calls: number
  /** Start of the day they count for. */
  day: EpochMs
}

export type SweepClaim = {
  now: EpochMs
  day: EpochMs
  /** A corp's calls allowed from the start of the day until now. */
  allowance: number
  /** Calls of a reading: without retries, and at most. */
  calls: { least: number; most: number }
  exceptCorps: readonly string[]
  limit: number
  perCorp: number
}

export type SweepHint = {
  /** User id of the person who asked for the seal; null if unknown. */
  sponsor: string | null
  at: EpochMs
  limit: number
}

/** A change of a flow by a reading, a start or a registration. */
export type Noted = FlowKey & {
  before: FlowState | null
  /** See `SeenFlow`; before the change. */
  activeAt: EpochMs | null
  after: FlowState
  isChanged: boolean
  at: EpochMs
}

/** Rows considered in one claim. */
const maxRows = 1000

export function createSweepStore(database: Database): SweepStore {
  return {
    async claim(asked) {
      return database.transaction(async (tx) => {
        // Serialised, so that instances do not count on the same calls.
        await tx.execute(sql`select pg_advisory_xact_lock(${lockKeys.sweep})`)
        const due = await findDue(tx, asked)
        if (due.length === 0) return []
        await move(tx, due, asked.now)
        const claimed = grant(due, asked)
        await countUsed(tx, claimed, asked.day)
        return claimed
      })
    },
    async hasten(corpId, { sponsor, at, limit }) {
      const isSponsors = sql`exists (
        select 1 from ${flowPeople} where ${flowPeople.corpId} = ${flows.corpId}
          and ${flowPeople.taskId} = ${flows.taskId} and ${flowPeople.userId} = ${sponsor}
      )`
      const isWaitedFor = sql`exists (
        select 1 from ${flowPeople} where ${flowPeople.corpId} = ${flows.corpId}
          and ${flowPeople.taskId} = ${flows.taskId} and ${flowPeople.userId} = ${sponsor}
          and ${flowPeople.isWaitedFor}
      )`
      const waitsForSeal = sql`(${flows.nextStep} ->> 'kind' = 'waiting-for-seal-approval'
        or ${flows.nextStep} -> 'waits' @> '[{"for": "seal-approval"}]')`
      const chosen = database
        .select({ taskId: sweeps.taskId })
        .from(sweeps)
        .innerJoin(flows, and(eq(flows.corpId, sweeps.corpId), eq(flows.taskId, sweeps.taskId)))
        .where(and(eq(sweeps.corpId, corpId), or(waitsForSeal, isWaitedFor)))
        .orderBy(desc(isSponsors), desc(sweeps.activeAt))
        .limit(limit)
        .for('update', { of: sweeps, skipLocked: true })
      const hastened = await database
        .update(sweeps)
        // As late as can be, so that they come first.
        .set({ nextAt: sql`least(${sweeps.nextAt}, ${sweeps.readAt}, ${at}::bigint)` })
        .where(and(eq(sweeps.corpId, corpId), inArray(sweeps.taskId, chosen)))
        .returning({ taskId: sweeps.taskId })
      return hastened.map(({ taskId }) => taskId)
    },
    async charge(corpId, day, calls) {
      await countUsed(database, [{ corpId, calls }], day)
    },
    async release({ corpId, day }, calls) {
      if (calls === 0) return
      await database
        .update(sweepBudgets)
        .set({ used: sql`${sweepBudgets.used} - ${calls}` })
        .where(and(eq(sweepBudgets.corpId, corpId), eq(sweepBudgets.day, day)))
    },
  }
}

type Due = FlowKey & { activeAt: EpochMs; deadline: EpochMs | null; used: number }

async function findDue(tx: Database, asked: SweepClaim): Promise<Due[]> {
  const { now, day, allowance, calls, exceptCorps, limit, perCorp } = asked
  const used = sql<number>`case when ${sweepBudgets.day} = ${day} then ${sweepBudgets.used} else 0 end`
  const some = tx
    .select({
      corpId: sweeps.corpId,
      taskId: sweeps.taskId,
      activeAt: sweeps.activeAt,
      deadline: flows.deadline,
      used: sql<number>`coalesce(${used}, 0)`.as('used'),
      lateness:
        sql<number>`(${now}::bigint - ${sweeps.nextAt})::float8 / greatest(${sweeps.nextAt} - ${sweeps.readAt}, 1)`.as(
          'lateness',
        ),
    })
    .from(sweeps)
    .innerJoin(flows, and(eq(flows.corpId, sweeps.corpId), eq(flows.taskId, sweeps.taskId)))
    .leftJoin(sweepBudgets, eq(sweepBudgets.corpId, sweeps.corpId))
    .where(
      and(
        lte(sweeps.nextAt, now),
        sql`coalesce(${used}, 0) + ${calls.least} <= ${allowance}`,
        notInArray(sweeps.corpId, [...exceptCorps]),
      ),
    )
    .orderBy(asc(sweeps.nextAt))
    .limit(maxRows)
    .as('some')
  const ranked = tx
    .select({
      corpId: some.corpId,
      taskId: some.taskId,
      activeAt: some.activeAt,
      deadline: some.deadline,
      used: some.used,
      lateness: some.lateness,
      place:
        sql<number>`row_number() over (partition by ${some.corpId} order by ${some.lateness} desc)`.as(
          'place',
        ),
    })
    .from(some)
    .as('ranked')
  return tx
    .select()
    .from(ranked)
    .where(
      and(
        lte(ranked.place, perCorp),
        sql`${ranked.place} * ${calls.least} <= ${allowance} - ${ranked.used}`,
      ),
    )
    .orderBy(desc(ranked.lateness))
    .limit(limit)
}

async function move(tx: Database, due: readonly Due[], now: EpochMs): Promise<void> {
  // Sorted, so that concurrent transactions do not deadlock.
  await tx
    .select({ taskId: sweeps.taskId })
    .from(sweeps)
    .where(isOneOf(sweeps, due))
    .orderBy(asc(sweeps.corpId), asc(sweeps.taskId))
    .for('update')
  const rows = due.map(({ corpId, taskId, activeAt, deadline }) => {
    const nextAt = nextReading({ readAt: now, activeAt, deadline })
    return sql`(${corpId}, ${taskId}, ${nextAt}::bigint)`
  })
  await tx.execute(sql`
    update ${sweeps} set next_at = moved.next_at
    from (values ${sql.join(rows, sql`, `)}) as moved (corp_id, task_id, next_at)
    where ${sweeps.corpId} = moved.corp_id and ${sweeps.taskId} = moved.task_id`)
}

/** Distributes the calls beyond each reading's minimum, for retries. */
function grant(due: readonly Due[], { day, allowance, calls }: SweepClaim): ClaimedFlow[] {
  const counts = new Map<string, number>()
  for (const { corpId } of due) counts.set(corpId, (counts.get(corpId) ?? 0) + 1)
  return due.map(({ corpId, taskId, used }) => {
    const share = Math.floor((allowance - used) / (counts.get(corpId) ?? 1))
    return { corpId, taskId, calls: Math.min(share, calls.most), day }
  })
}

type Used = { corpId: string; calls: number }

async function countUsed(tx: Database, used: readonly Used[], day: EpochMs): Promise<void> {
  const sums = new Map<string, number>()
  for (const { corpId, calls } of used) sums.set(corpId, (sums.get(corpId) ?? 0) + calls)
  await tx
    .insert(sweepBudgets)
    .values([...sums].map(([corpId, calls]) => ({ corpId, day, used: calls })))
    .onConflictDoUpdate({
      target: sweepBudgets.corpId,
      set: {
        day: sql`excluded.day`,
        used: sql`excluded.used + case when ${sweepBudgets.day} = excluded.day then ${sweepBudgets.used} else 0 end`,
      },
    })
}

/**
 * How long a completed flow with missing signatures is still reread (milliseconds): e签宝 may report
 * them late.
 */
const settlingMs = 60 * 60_000

/** When to read a flow next. */
export type Scheduled = { activeAt: EpochMs; readAt: EpochMs; nextAt: EpochMs }

/** After it was read, started or registered; null for one that need not be read any more. */
export function scheduleOf(noted: Noted): Scheduled | null {
  const { after, at } = noted
  const activeAt = activityOf(noted)
  if (isOver(noted, activeAt)) return null
  const readAt = after.readAt === null ? null : at
  const nextAt = nextReading({ readAt, activeAt, deadline: after.deadline })
  return { activeAt, readAt: at, nextAt }
}

/** Stores when to read a flow next, which the caller has locked. */
export async function scheduleReading(tx: Database, noted: Noted): Promise<void> {
  const { corpId, taskId, activeAt } = noted
  const scheduled = scheduleOf(noted)
  if (scheduled === null) {
    if (activeAt !== null) await tx.delete(sweeps).where(isAbout(sweeps, noted))
    return
  }
  await tx
    .insert(sweeps)
    .values({ corpId, taskId, ...scheduled })
    .onConflictDoUpdate({
      target: [sweeps.corpId, sweeps.taskId],
      set: {
        activeAt: sql`excluded.active_at`,
        readAt: sql`excluded.read_at`,
        nextAt: sql`excluded.next_at`,
      },
    })
    .prepare('schedule_reading')
    .execute()
}

/** Whether it need not be read any more. */
function isOver({ after, isChanged, at, activeAt: known }: Noted, activeAt: EpochMs): boolean {
  if (!hasEnded(after.status)) return false
  const isSettling = after.nextStep?.kind === 'completed-not-all-signed'
  return !isSettling || !(isChanged || known !== null) || at - activeAt > settlingMs
}

function activityOf({ before, after, isChanged, at, activeAt: known }: Noted): EpochMs {
  const isFirst = after.readAt !== null && (before?.readAt ?? null) === null
  // At the first reading, the flow may have been in its state for long.
  if (isFirst) return Math.max(after.nextStep?.since ?? after.createdAt ?? at, known ?? 0)
  return isChanged ? at : (known ?? at)
}
