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

/** When the month of a time in epoch milliseconds began, by the clock there. */
export const monthOf = (at: SQL) => sql<string>`date_trunc(
  'month', timestamp '1970-01-01' + (${at} / 1000 + 8 * 3600) * interval '1 second'
)`

const startedAt = sql`coalesce(${flows.createdAt}, ${flows.firstSeenAt})::float8`

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
  index: z.number(),
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
  const months = Array.from({ length: monthCount }, (_, index) =>
    Date.UTC(today.getUTCFullYear(), today.getUTCMonth() - (monthCount - 1) + index),
  )
  const starts = months.map((start) => start - offsetMs)
  const result = await database.execute(sql`
    select index, sum(started) as started, sum(completed) as completed
    from (
      select ${startedAt} as at, 1 as started, 0 as completed
      from ${flows} where ${flows.corpId} = ${corpId} and ${flows.status} <> 'draft'
      union all
      select ${since}, 0, 1
      from ${flows} where ${flows.corpId} = ${corpId} and ${flows.status} = 'completed'
    ) as events
    cross join lateral width_bucket(at, ${sql.param(starts)}::float8[]) as index
    where at >= ${starts[0]}::float8 and at <= ${now}::float8
    group by index`)
  const counted = z.object({ rows: z.array(monthSchema) }).parse(result).rows
  return months.map((start, index) => {
    const found = counted.find((each) => each.index === index + 1)
    const month = new Date(start).toISOString().slice(0, 7)
    return { month, started: found?.started ?? 0, completed: found?.completed ?? 0 }
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
  /** The first week that ends at a time or later, at most `weekCount`. */
  const weekOf = (time: SQL) => sql`least(
    greatest(ceil((${time} - ${first}::float8) / ${weekMs}::float8), 0), ${weekCount}
  )::int`
  /** The numbers of the weeks whose ends are in a span of time, without its end. */
  const weeksIn = (from: SQL, until: SQL) =>
    sql`generate_series(${weekOf(from)}, ${weekOf(until)} - 1) as n`
  const period = sql.raw(`${periodMs}::float8`)
  const result = await database.execute(sql`
    with course as materialized (
      select ${flows.taskId} as task_id, ${flows.status} as status,
        ${flows.createdAt}::float8 as created, ${startedAt} as started, ${since} as since,
        coalesce(${flows.lastLogAt}, ${flows.firstSeenAt})::float8 as last_seen
      from ${flows} where ${flows.corpId} = ${corpId} and ${flows.status} <> 'draft'
    ), lives as (
      select task_id, started, case when status = 'signing' then since end as since,
        case status
          when 'signing' then 'infinity'::float8
          -- It was deleted long after it ended, which is when its stages end.
          when 'deleted' then started + (
            select sum((stage ->> 'tookMs')::float8)
            from ${flowStages} cross join jsonb_array_elements(${flowStages.finished}) as stage
            where ${flowStages.corpId} = ${corpId} and ${flowStages.taskId} = course.task_id
          )
          else coalesce(since, last_seen)
        end as ended
      from course where status <> 'unknown'
    ), waiting as (
      select n, count(*) as signing, max(at - case
        when lives.since <= at then lives.since
        -- Since the last stage that had ended by then.
        else started + coalesce((
          select max(until)
          from (
            select sum((stage ->> 'tookMs')::float8) over (order by place) as until
            from jsonb_array_elements(finished) with ordinality as each(stage, place)
          ) as stages
          where until <= at - started
        ), 0)
      end) as longest
      from lives left join ${flowStages}
          on ${flowStages.corpId} = ${corpId} and ${flowStages.taskId} = lives.task_id
        cross join lateral ${weeksIn(sql.raw('started'), sql.raw('ended'))}
        cross join lateral (select ${first}::float8 + n * ${weekMs}::float8 as at) as week
      -- Most begin and end within a week.
      where ${weekOf(sql.raw('started'))} < ${weekOf(sql.raw('ended'))}
      group by n
    ), starts as (
      select n, count(*) as started
      from course cross join lateral ${weeksIn(sql.raw('started'), sql`started + ${period}`)}
      where started > ${first - periodMs}::float8
      group by n
    ), ends as (
      select n, count(*) as completed,
        percentile_cont(0.5) within group (order by since - created) as usual
      from course cross join lateral ${weeksIn(sql.raw('since'), sql`since + ${period}`)}
      where status = 'completed' and since >= created and since > ${first - periodMs}::float8
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
