import { and, asc, count, eq, type SQL, sql } from 'drizzle-orm'
import { z } from 'zod'
import { flowStatuses, type FlowStatus } from '#shared/rules/codes/flow-status.ts'
import type { CorpStatistics } from '#shared/schemas/corp/corp.ts'
import type { Database } from '#proxy/base/store/database.ts'
import { flows, flowStages } from '#proxy/base/store/schema.ts'
import type { EpochMs } from '#shared/rules/time.ts'

const weekMs = 7 * 24 * 60 * 60_000

const weekCount = 12

/** The period before a week's end in which flows count as started or completed. */
const periodMs = 4 * weekMs

const monthCount = 12

const maxMonths = 6

const maxPeople = 5

/** Months start in China's time zone, eight hours ahead of UTC. */
const offsetMs = 8 * 3_600_000

/** Start of a flow's next step; when a completed flow was completed. */
export const since = sql<number | null>`(${flows.nextStep} ->> 'since')::float8`

const startedAt = sql`coalesce(${flows.createdAt}, ${flows.firstSeenAt})::float8`

/** How the life of a flow went by its status; a later build's status counts as an end. */
const lives: Record<
  FlowStatus,
  'not begun' | 'open' | 'completed' | 'ended' | 'deleted' | 'unknown'
> = {
  draft: 'not begun',
  signing: 'open',
  completed: 'completed',
  revoked: 'ended',
  terminated: 'ended',
  expired: 'ended',
  deleted: 'deleted',
  refused: 'ended',
  unknown: 'unknown',
}

/** The statuses of such lives, for `in`. */
function statusesOf(life: (typeof lives)[FlowStatus]): SQL {
  const statuses = flowStatuses.filter((status) => lives[status] === life)
  return sql.raw(`(${statuses.map((status) => `'${status}'`).join(', ')})`)
}

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

const courseSchema = z.object({
  completion: z.object({
    flows: z.number(),
    medianMs: z.number().nullable(),
    byMonth: z.array(z.object({ month: z.string(), flows: z.number(), medianMs: z.number() })),
  }),
  /** Those with flows, by their places from 1 on. */
  months: z.array(z.object({ place: z.number(), started: z.number(), completed: z.number() })),
  weeks: z.array(
    z.object({
      at: z.number(),
      signing: z.number(),
      longestMs: z.number().nullable(),
      usualMs: z.number().nullable(),
      started: z.number(),
      completed: z.number(),
    }),
  ),
})

/**
 * How long completed flows took, what was started and completed in each of the last twelve months,
 * and what was signed, and for how long it had waited, at the ends of the last twelve weeks, from
 * what is known today: a flow waits from one finished stage to the next. One statement, as reading
 * all flows takes most of its time.
 */
export async function measureCourse(
  database: Database,
  corpId: string,
  now: EpochMs,
): Promise<Pick<CorpStatistics, 'completion' | 'months' | 'weeks'>> {
  const today = new Date(now + offsetMs)
  const months = Array.from({ length: monthCount }, (_, index) =>
    Date.UTC(today.getUTCFullYear(), today.getUTCMonth() - (monthCount - 1) + index),
  )
  const monthStarts = months.map((start) => start - offsetMs)
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
      from ${flows} where ${flows.corpId} = ${corpId} and ${flows.status} not in ${statusesOf('not begun')}
    ), lives as (
      select task_id, started, case when status in ${statusesOf('open')} then since end as since,
        case
          when status in ${statusesOf('open')} then 'infinity'::float8
          -- It was deleted long after it ended, which is when its stages end.
          when status in ${statusesOf('deleted')} then started + (
            select sum((stage ->> 'tookMs')::float8)
            from ${flowStages} cross join jsonb_array_elements(${flowStages.finished}) as stage
            where ${flowStages.corpId} = ${corpId} and ${flowStages.taskId} = course.task_id
          )
          else coalesce(since, last_seen)
        end as ended
      from course where status not in ${statusesOf('unknown')}
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
      where status in ${statusesOf('completed')} and since >= created and since > ${first - periodMs}::float8
      group by n
    ), weeks as (
      select ${first}::float8 + n * ${weekMs}::float8 as at, coalesce(signing, 0) as signing,
        longest as "longestMs", usual as "usualMs", coalesce(started, 0) as started,
        coalesce(completed, 0) as completed
      from generate_series(0, ${weekCount - 1}::int) as n
        left join waiting using (n) left join starts using (n) left join ends using (n)
    ), months as (
      select place, sum(started) as started, sum(completed) as completed
      from (
        select started as at, 1 as started, 0 as completed from course
        union all
        select since, 0, 1 from course where status in ${statusesOf('completed')}
      ) as events cross join lateral width_bucket(at, ${sql.param(monthStarts)}::float8[]) as place
      where at >= ${monthStarts[0]}::float8 and at <= ${now}::float8
      group by place
    ), done as (
      select since - created as took, date_trunc(
        'month', timestamp '1970-01-01' + (since + ${offsetMs}) / 1000 * interval '1 second'
      ) as month
      from course where status in ${statusesOf('completed')} and since >= created
    ), latest as (
      select to_char(month, 'YYYY-MM') as month, count(*) as flows,
        percentile_cont(0.5) within group (order by took) as "medianMs"
      from done where month >= (
        select min(month)
        from (select distinct month from done order by month desc limit ${maxMonths}) as recent
      )
      group by done.month
    )
    select
      (select json_build_object(
        'flows', count(*), 'medianMs', percentile_cont(0.5) within group (order by took),
        'byMonth', (select coalesce(json_agg(latest order by month), '[]') from latest)
      ) from done) as completion,
      (select coalesce(json_agg(months), '[]') from months) as months,
      (select json_agg(weeks order by at) from weeks) as weeks`)
  const [found] = z.object({ rows: z.tuple([courseSchema]) }).parse(result).rows
  return {
    ...found,
    months: months.map((start, index) => {
      const { started, completed } = found.months.find(({ place }) => place === index + 1) ?? none
      return { month: new Date(start).toISOString().slice(0, 7), started, completed }
    }),
  }
}

const none = { started: 0, completed: 0 }
