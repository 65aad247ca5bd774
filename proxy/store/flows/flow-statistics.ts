import { and, asc, count, desc, eq, isNotNull, sql } from 'drizzle-orm'
import type { CorpStatistics } from '#shared/schemas/corp.ts'
import type { NextStepKind } from '#shared/rules/situation/next-step.ts'
import type { Database } from '#proxy/store/database.ts'
import type { FinishedStage } from './flow-types.ts'
import { flows, flowStages } from '#proxy/store/schema.ts'
import { countMonths, findWaitedFor, measureWeeks, monthOf, since } from './flow-course.ts'

/** Figures about all stored flows of a corp. */
export type FlowStatistics = {
  /** @param now end of waiting times, in epoch milliseconds */
  of(corpId: string, now: number): Promise<CorpStatistics>
}

const maxWaiting = 5
const maxMonths = 6

const kind = sql<NextStepKind>`${flows.nextStep} ->> 'kind'`

const median = (of: unknown) =>
  sql<number | null>`percentile_cont(0.5) within group (order by ${of})`

export function createFlowStatistics(database: Database): FlowStatistics {
  return {
    async of(corpId, now) {
      const [byStatus, completion, stages, finishedStages, longestWaiting] = await Promise.all([
        countByStatus(database, corpId),
        measureCompletion(database, corpId),
        measureStages(database, corpId, now),
        measureFinishedStages(database, corpId),
        findLongestWaiting(database, corpId),
      ])
      const [waitingFor, months, weeks] = await Promise.all([
        findWaitedFor(database, corpId),
        countMonths(database, corpId, now),
        measureWeeks(database, corpId, now),
      ])
      const total = byStatus.reduce((sum, each) => sum + each.flows, 0)
      const waits = { stages, longestWaiting, waitingFor }
      return { flows: total, byStatus, completion, finishedStages, ...waits, months, weeks }
    },
  }
}

function countByStatus(database: Database, corpId: string) {
  return database
    .select({ status: flows.status, flows: count() })
    .from(flows)
    .where(eq(flows.corpId, corpId))
    .groupBy(flows.status)
    .orderBy(desc(count()), asc(flows.status))
}

const completedMs = sql`${since} - ${flows.createdAt}`

/** Completed flows with known start and end. */
const isMeasured = (corpId: string) =>
  and(eq(flows.corpId, corpId), eq(flows.status, 'completed'), sql`${completedMs} >= 0`)

async function measureCompletion(database: Database, corpId: string) {
  const [[measured], months] = await Promise.all([
    database
      .select({ flows: count(), medianMs: median(completedMs) })
      .from(flows)
      .where(isMeasured(corpId)),
    measureMonths(database, corpId),
  ])
  return { flows: 0, medianMs: null, ...measured, byMonth: months.toReversed() }
}

const month = monthOf(since)

function measureMonths(database: Database, corpId: string) {
  // Medians of the older ones are not worth their time.
  const latest = database
    .selectDistinct({ month: month.as('month') })
    .from(flows)
    .where(isMeasured(corpId))
    .orderBy(desc(sql`month`))
    .limit(maxMonths)
    .as('latest')
  return database
    .select({
      month: sql<string>`to_char(${month}, 'YYYY-MM')`,
      flows: count(),
      medianMs: sql<number>`${median(completedMs)}`,
    })
    .from(flows)
    .where(and(isMeasured(corpId), sql`${month} >= (select min(month) from ${latest})`))
    .groupBy(month)
    .orderBy(desc(month))
}

function measureStages(database: Database, corpId: string, now: number) {
  // e签宝's clock may be ahead of ours. The `case` is needed as `greatest` ignores nulls.
  const waited = sql`case when ${since} is not null then greatest(${now}::float8 - ${since}, 0) end`
  const medianMs = median(waited)
  return database
    .select({ kind, flows: count(), medianMs, longestMs: sql<number | null>`max(${waited})` })
    .from(flows)
    .where(and(eq(flows.corpId, corpId), eq(flows.status, 'signing'), isNotNull(flows.nextStep)))
    .groupBy(kind)
    .orderBy(sql`${medianMs} desc nulls last`, kind)
}

function measureFinishedStages(database: Database, corpId: string) {
  const medianMs = sql<number>`${median(sql`took`)}`
  // `offset 0` keeps each stage from being read several times.
  const finished = sql`(
    select stage ->> 'kind' as kind, (stage ->> 'tookMs')::float8 as took
    from ${flowStages} cross join lateral jsonb_array_elements(${flowStages.finished}) as stage
    where ${flowStages.corpId} = ${corpId} offset 0
  ) as finished`
  return database
    .select({
      kind: sql<FinishedStage['kind']>`kind`,
      stages: count(),
      medianMs,
      longestMs: sql<number>`max(took)`,
    })
    .from(finished)
    .groupBy(sql`kind`)
    .orderBy(desc(medianMs), sql`kind`)
}

async function findLongestWaiting(database: Database, corpId: string) {
  const found = await database
    .select({ taskId: flows.taskId, title: flows.title, nextStep: flows.nextStep, since })
    .from(flows)
    .where(and(eq(flows.corpId, corpId), eq(flows.status, 'signing'), sql`${since} is not null`))
    .orderBy(asc(since), asc(flows.taskId))
    .limit(maxWaiting)
  return found.flatMap(({ taskId, title, nextStep, since: from }) =>
    nextStep === null || from === null
      ? []
      : [{ taskId, title, kind: nextStep.kind, people: nextStep.people, since: from }],
  )
}
