import { and, asc, count, eq, type SQL, sql } from 'drizzle-orm'
import { z } from 'zod'
import type { CorpStatistics } from '#shared/schemas/corp.ts'
import type { Database } from '#proxy/store/database.ts'
import { flows, flowStages } from '#proxy/store/schema.ts'

const weekMs = 7 * 24 * 60 * 60_000

const weekCount = 12

/** The period before a week's end in which flows count as started or completed. */
const periodMs = 4 * weekMs

const monthCount = 12

const maxPeople = 5

/** Months start in China's time zone, eight hours ahead of UTC. */
const offsetMs = 8 * 3_600_000

/** Start of a flow's next step; when a completed flow was completed. */
export const since = sql<number | null>`(${flows.nextStep} ->> 'since')::float8`

/** The month of a time in epoch milliseconds, `2026-11`. */
export const monthOf = (at: SQL) => sql<string>`to_char(
  timestamp '1970-01-01' + (${at} / 1000 + 8 * 3600) * interval '1 second', 'YYYY-MM'
)`

const startedAt = sql`coalesce(${flows.createdAt}, ${flows.firstSeenAt})::float8`

/** When a flow ended that is not being signed any more. */
const endedAt = sql`coalesce(${since}, ${flows.lastLogAt}, ${flows.firstSeenAt})::float8`

/** The people whom most flows wait for, by name, as upstream returns them. */
export function findWaitedFor(
  database: Database,
  corpId: string,
): Promise<CorpStatistics['waitingFor']> {
  const name = sql<string>`person.name`
  const first = sql<number | null>`min(${since})`
  return database
    .select({ name, flows: count(), since: first })
    .from(flows)
    .crossJoinLateral(sql`jsonb_array_elements_text(${flows.nextStep} -> 'people') as person(name)`)
    .where(and(eq(flows.corpId, corpId), eq(flows.status, 'signing')))
    .groupBy(name)
    .orderBy(sql`count(*) desc`, sql`${first} asc nulls last`, asc(name))
    .limit(maxPeople)
}

const monthSchema = z.object({
  month: z.string(),
  started: z.coerce.number(),
  completed: z.coerce.number(),
})

/** The last twelve months; those without flows count zero. */
export async function countMonths(
  database: Database,
  corpId: string,
  now: number,
): Promise<CorpStatistics['months']> {
  const today = new Date(now + offsetMs)
  const starts = Array.from({ length: monthCount }, (_, index) =>
    Date.UTC(today.getUTCFullYear(), today.getUTCMonth() - (monthCount - 1) + index),
  )
  const from = (starts[0] ?? now) - offsetMs
  const result = await database.execute(sql`
    select ${monthOf(sql.raw('at'))} as month, sum(started) as started, sum(completed) as completed
    from (
      select ${startedAt} as at, 1 as started, 0 as completed
      from ${flows} where ${flows.corpId} = ${corpId} and ${flows.status} <> 'draft'
      union all
      select ${since}, 0, 1
      from ${flows} where ${flows.corpId} = ${corpId} and ${flows.status} = 'completed'
    ) as events
    where at >= ${from}::float8 and at <= ${now}::float8
    group by 1`)
  const counted = z.object({ rows: z.array(monthSchema) }).parse(result).rows
  return starts.map((start) => {
    const month = new Date(start).toISOString().slice(0, 7)
    return counted.find((each) => each.month === month) ?? { month, started: 0, completed: 0 }
  })
}

const weekSchema = z.object({
  at: z.coerce.number(),
  signing: z.coerce.number(),
  longestMs: z.number().nullable(),
  usualMs: z.number().nullable(),
  started: z.coerce.number(),
  completed: z.coerce.number(),
})

/**
 * What was signed, and for how long it had waited, at the ends of the last twelve weeks, from what
 * is known today: a flow waits from one finished stage to the next.
 */
export async function measureWeeks(
  database: Database,
  corpId: string,
  now: number,
): Promise<CorpStatistics['weeks']> {
  const first = now - (weekCount - 1) * weekMs
  /** The numbers of the weeks whose ends are in a span of time, without its end. */
  const weeksIn = (from: SQL, until: SQL) => {
    const numberOf = (time: SQL) => sql`ceil((${time} - ${first}::float8) / ${weekMs}::float8)`
    return sql`generate_series(
      least(greatest(${numberOf(from)}, 0), ${weekCount})::int,
      greatest(least(${numberOf(until)}, ${weekCount}), 0)::int - 1
    ) as n`
  }
  const period = sql.raw(`${periodMs}::float8`)
  const result = await database.execute(sql`
    with lives as (
      select ${startedAt} as started, coalesce(${flowStages.finished}, '[]') as finished,
        case when ${flows.status} = 'signing' then ${since} end as since,
        case ${flows.status}
          when 'signing' then 'infinity'::float8
          -- It was deleted long after it ended, which is when its stages end.
          when 'deleted' then '-infinity'::float8
          else ${endedAt}
        end as ended
      from ${flows} left join ${flowStages}
        on ${flowStages.corpId} = ${flows.corpId} and ${flowStages.taskId} = ${flows.taskId}
      where ${flows.corpId} = ${corpId} and ${flows.status} not in ('draft', 'unknown')
        and (${flows.status} = 'signing' or ${endedAt} > ${first}::float8)
    ), waiting as (
      select n, count(*) as signing, max(
        ${first}::float8 + n * ${weekMs}::float8 - case
          when waited_from <= ${first}::float8 + n * ${weekMs}::float8 then waited_from else begun
        end
      ) as longest
      from lives cross join lateral (
        select started + sum(took) over so_far - took as begun,
          started + sum(took) over so_far as until, null::float8
        from (
          select (stage ->> 'tookMs')::float8 as took, place
          from jsonb_array_elements(finished) with ordinality as each(stage, place)
        ) as stages
        window so_far as (order by place)
        union all
        select started + coalesce(sum((stage ->> 'tookMs')::float8), 0), ended, lives.since
        from jsonb_array_elements(finished) as each(stage)
      ) as waits(begun, until, waited_from)
      cross join lateral ${weeksIn(sql.raw('begun'), sql.raw('until'))}
      group by n
    ), starts as (
      select n, count(*) as started
      from (
        select ${startedAt} as at from ${flows}
        where ${flows.corpId} = ${corpId} and ${flows.status} <> 'draft'
          and ${startedAt} > ${first - periodMs}::float8
      ) as started cross join lateral ${weeksIn(sql.raw('at'), sql`at + ${period}`)}
      group by n
    ), ends as (
      select n, count(*) as completed,
        percentile_cont(0.5) within group (order by at - created) as usual
      from (
        select ${since} as at, ${flows.createdAt} as created from ${flows}
        where ${flows.corpId} = ${corpId} and ${flows.status} = 'completed'
          and ${since} >= ${flows.createdAt} and ${since} > ${first - periodMs}::float8
      ) as completed cross join lateral ${weeksIn(sql.raw('at'), sql`at + ${period}`)}
      group by n
    )
    select ${first}::float8 + n * ${weekMs}::float8 as at, coalesce(signing, 0) as signing,
      longest as "longestMs", usual as "usualMs", coalesce(started, 0) as started,
      coalesce(completed, 0) as completed
    from generate_series(0, ${weekCount - 1}::int) as n
      left join waiting using (n) left join starts using (n) left join ends using (n)
    order by n`)
  return z.object({ rows: z.array(weekSchema) }).parse(result).rows
}
