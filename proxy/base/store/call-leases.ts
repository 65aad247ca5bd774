import { and, lt, sql, type SQL } from 'drizzle-orm'
import { integer, pgTable, primaryKey } from 'drizzle-orm/pg-core'
import { z } from 'zod'
import { databaseNow, text, time } from './columns.ts'
import type { Database } from './database.ts'
import { lockKeys } from './advisory-locks.ts'

/** How many of DingTalk's calls each instance may make. */
export const callLeases = pgTable(
  'call_leases',
  {
    /** Empty for the instance's share of every lane. */
    lane: text('lane').notNull(),
    instance: text('instance').notNull(),
    /** Per window. */
    calls: integer('calls').notNull(),
    until: time('until').notNull(),
    /** Calls that it may recently have made, or may still make; counted until `peak_until`. */
    peak: integer('peak').notNull(),
    peakUntil: time('peak_until').notNull(),
  },
  (lease) => [primaryKey({ columns: [lease.lane, lease.instance] })],
)

/**
 * Divides the calls of a window among instances. Each has a share of every lane and may lease more
 * of one. Times are by the database clock, so an instance counts a lease from before its request.
 * An expired lease counts for `guardMs` longer. An instance that gets no answer continues with its
 * old lease, so calls that it has to give up count until it asks with fewer, or until that lease
 * ends.
 */
export type CallLeases = {
  /**
   * Takes a share of every lane, replacing the previous one.
   * @returns its calls, and how many other instances have one
   */
  takeShare: (instance: string, request: ShareRequest) => Promise<{ calls: number; others: number }>
  /**
   * Leases further calls of some lanes, replacing their previous leases.
   * @returns how many of each, possibly none
   */
  lease: (
    instance: string,
    wanted: ReadonlyMap<string, Wanted>,
    request: LeaseRequest,
  ) => Promise<ReadonlyMap<string, number>>
  /** Returns everything. */
  leave: (instance: string, guardMs: number) => Promise<void>
}

type Times = {
  /** Duration in milliseconds. */
  leaseMs: number
  /** The window plus the longest difference in latency between two calls (milliseconds). */
  guardMs: number
}

export type ShareRules = Times & {
  /** Calls of a lane for a sole instance. */
  alone: number
  /** Calls of a lane for all shares together, if there are several instances. */
  total: number
  /** Minimum number of instances to expect before the first look at the others. */
  expected: number
  /** How long an instance that crashed or lost the store may continue after its lease ended. */
  missingMs: number
}

/** What an instance continues with until the answer arrives. */
type Held = {
  /** Per window. */
  held: number
}

export type ShareRequest = ShareRules & Held

export type Wanted = Held & {
  /** Per window. */
  calls: number
}

export type LeaseRules = Times & {
  /** Calls of a lane for all leases together. */
  total: number
  /** Calls of a lane for leases and shares together. */
  withShares: number
}

export type LeaseRequest = LeaseRules & {
  /** The instance's share, as far as it knows. */
  share: number
}

const shareRows = z.object({
  rows: z.tuple([z.object({ calls: z.number(), others: z.number() })]),
})

const leaseRows = z.object({
  rows: z.array(z.object({ lane: z.string(), calls: z.number() })),
})

/** The lane of the row with an instance's share of every lane. */
const everyLane = ''

export function createCallLeases(database: Database): CallLeases {
  /** Serialised, so that each instance sees what the others got. */
  async function inTurn<Result>(work: (tx: Database) => Promise<Result>): Promise<Result> {
    return database.transaction(async (tx) => {
      await tx.execute(sql`select pg_advisory_xact_lock(${lockKeys.callLeases})`)
      return work(tx)
    })
  }

  return {
    takeShare(instance, request) {
      const { alone, total, expected, held, leaseMs, guardMs, missingMs } = request
      return inTurn(async (tx) => {
        const answer = await tx.execute(sql`
          with clock as (select ${databaseNow} as at),
          others as (
            select
              count(*) filter (where until > at)::int as live,
              count(*) filter (
                where until + ${missingMs} > at or peak_until > at
              )::int as present,
              coalesce(sum(${taken(guardMs)}), 0)::int as taken
            from ${callLeases} as lease, clock
            where lane = ${everyLane} and instance <> ${instance}
          ),
          mine as (
            select exists (
              select from ${callLeases} as lease, clock
              where lane = ${everyLane} and instance = ${instance} and until > at
            ) as known
          )
          insert into ${callLeases} as lease (lane, instance, calls, until, peak, peak_until)
          select
            ${everyLane}, ${instance},
            case
              when present = 0 and known then ${alone}::int
              else greatest(0, least(
                ${total} / case when known then live + 1 else greatest(live + 1, ${expected}::int) end,
                ${total} - taken
              ))
            end,
            at + ${leaseMs}, ${held}, 0
          from others, mine, clock
          on conflict (lane, instance) do update set ${replaced(guardMs)}
          returning calls, (select live from others) as others`)
        const [share] = shareRows.parse(answer).rows
        await tx
          .delete(callLeases)
          .where(
            and(
              lt(callLeases.until, sql`${databaseNow} - ${missingMs}::bigint`),
              lt(callLeases.peakUntil, databaseNow),
            ),
          )
        return share
      })
    },

    lease(instance, wanted, { share, total, withShares, leaseMs, guardMs }) {
      const lanes = JSON.stringify(Array.from(wanted, ([lane, want]) => ({ lane, ...want })))
      return inTurn(async (tx) => {
        const answer = await tx.execute(sql`
          with clock as (select ${databaseNow} as at),
          wanted as (select * from jsonb_to_recordset(${lanes}::jsonb) as w(lane text, calls int, held int)),
          shares as (
            select coalesce(sum(
              case when instance <> ${instance} then ${taken(guardMs)}
                else greatest(${share}::int, case when until > at then calls else 0 end) end
            ), 0)::int as taken
            from ${callLeases} as lease, clock where lane = ${everyLane}
          ),
          others as (
            select
              lane, coalesce(sum(${taken(guardMs)}), 0)::int as taken,
              count(*) filter (where until > at)::int as live
            from ${callLeases} as lease, clock
            where instance <> ${instance} and lane in (select lane from wanted)
            group by lane
          )
          insert into ${callLeases} as lease (lane, instance, calls, until, peak, peak_until)
          select
            wanted.lane, ${instance},
            greatest(0, least(
              wanted.calls,
              ${total} - coalesce(others.taken, 0),
              ${withShares} - shares.taken - coalesce(others.taken, 0),
              ceil(${total}::real / (coalesce(others.live, 0) + 1))::int
            )),
            at + ${leaseMs}, wanted.held, 0
          from wanted left join others using (lane), shares, clock
          on conflict (lane, instance) do update set ${replaced(guardMs)}
          returning lane, calls`)
        return new Map(leaseRows.parse(answer).rows.map(({ lane, calls }) => [lane, calls]))
      })
    },

    leave(instance, guardMs) {
      return inTurn(async (tx) => {
        await tx.execute(sql`
          with clock as (select ${databaseNow} as at)
          update ${callLeases} as lease set
            calls = 0, until = 0, peak = ${taken(guardMs)}, peak_until = at + ${guardMs}
          from clock where instance = ${instance}`)
      })
    },
  }
}

/** The most calls that an instance may have started in the last window, or may still start. */
function taken(guardMs: number): SQL {
  return sql`greatest(
    case when lease.until + ${guardMs} > ${databaseNow} then lease.calls else 0 end,
    case when lease.peak_until > ${databaseNow} then lease.peak else 0 end)`
}

/**
 * A lease that replaces an earlier one. If it is smaller, the larger number (`peak`) counts until
 * the old lease would have ended, as the answer may be lost, or until `guardMs` after the instance
 * has asked with fewer calls. Until then the lease cannot shrink.
 */
function replaced(guardMs: number): SQL {
  const guarded = sql`${databaseNow} + ${guardMs}`
  const isShrinking = sql`lease.peak > lease.calls and lease.peak_until > ${databaseNow}
    and lease.until + ${guardMs} > ${databaseNow}`
  const calls = sql`case when ${isShrinking} then greatest(excluded.calls, lease.calls)
    else excluded.calls end`
  return sql`
    calls = ${calls},
    until = excluded.until,
    peak = case when greatest(excluded.peak, lease.calls) > ${calls}
      then ${taken(guardMs)} else lease.peak end,
    peak_until = case
      when excluded.peak > ${calls} then greatest(lease.peak_until, lease.until + ${guardMs})
      when lease.calls > ${calls} then ${guarded}
      else least(lease.peak_until, ${guarded}) end`
}
