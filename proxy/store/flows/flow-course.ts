import { and, asc, count, eq, sql } from 'drizzle-orm'
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

/** See `flow-statistics.ts`. */
const since = sql`(${flows.nextStep} ->> 'since')::float8`

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
    select to_char(
      timestamp '1970-01-01' + ((at + ${offsetMs}::float8) / 1000) * interval '1 second', 'YYYY-MM'
    ) as month, sum(started) as started, sum(completed) as completed
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
  const result = await database.execute(sql`
    with weeks as (
      select ${first}::float8 + n * ${weekMs}::float8 as at
      from generate_series(0, ${weekCount - 1}::int) as n
    ), lives as materialized (
      select ${flows.taskId} as task_id, ${startedAt} as started, ${flowStages.finished} as finished,
        case when ${flows.status} = 'signing' then ${since} end as since,
        case ${flows.status}
          when 'signing' then 'infinity'::float8
          -- It was deleted long after it ended, which is when its stages end.
          when 'deleted' then '-infinity'::float8
          else coalesce(${since}, ${flows.lastLogAt}, ${flows.firstSeenAt})
        end as ended
      from ${flows} left join ${flowStages}
        on ${flowStages.corpId} = ${flows.corpId} and ${flowStages.taskId} = ${flows.taskId}
      where ${flows.corpId} = ${corpId} and ${flows.status} not in ('draft', 'unknown')
        and (${flows.status} = 'signing'
          or coalesce(${since}, ${flows.lastLogAt}, ${flows.firstSeenAt}) > ${first}::float8)
    ), stages as materialized (
      select task_id, started + sum(took) over so_far as ended, took
      from lives cross join lateral (
        select (stage ->> 'tookMs')::float8 as took, n
        from jsonb_array_elements(finished) with ordinality as each(stage, n)
      ) as each
      window so_far as (partition by task_id order by n)
    ), lasts as (
      select task_id, max(ended) as ended from stages group by task_id
    ), waits as (
      select task_id, ended - took as begun, ended, null as since from stages
      union all
      select lives.task_id, coalesce(lasts.ended, started), lives.ended, since
      from lives left join lasts on lasts.task_id = lives.task_id
    ), waiting as (
      select at, count(distinct task_id) as signing,
        max(at - case when since <= at then since else begun end) as longest
      from weeks join waits on begun <= at and ended > at group by at
    ), starts as (
      select at, count(*) as started from weeks join (
        select ${startedAt} as moment from ${flows}
        where ${flows.corpId} = ${corpId} and ${flows.status} <> 'draft'
          and ${startedAt} > ${first - periodMs}::float8
      ) as begun on moment <= at and moment > at - ${periodMs}::float8 group by at
    ), ends as (
      select at, count(*) as completed,
        percentile_cont(0.5) within group (order by moment - started) as usual
      from weeks join (
        select ${since} as moment, ${flows.createdAt} as started from ${flows}
        where ${flows.corpId} = ${corpId} and ${flows.status} = 'completed'
          and ${since} >= ${flows.createdAt} and ${since} > ${first - periodMs}::float8
      ) as done on moment <= at and moment > at - ${periodMs}::float8 group by at
    )
    select at, coalesce(signing, 0) as signing, longest as "longestMs", usual as "usualMs",
      coalesce(started, 0) as started, coalesce(completed, 0) as completed
    from weeks left join waiting using (at) left join starts using (at) left join ends using (at)
    order by at`)
  return z.object({ rows: z.array(weekSchema) }).parse(result).rows
}
