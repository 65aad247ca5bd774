import { and, asc, count, desc, eq, isNotNull, sql } from 'drizzle-orm'
import type { CorpStatistics } from '#shared/schemas/corp/corp.ts'
import type { NextStepKind } from '#shared/rules/situation/next-step.ts'
import type { Database } from '#proxy/base/store/database.ts'
import type { FinishedStage } from '#proxy/base/store/flows/flow-types.ts'
import { flows, flowStages } from '#proxy/base/store/schema.ts'
import { findWaitedFor, measureCourse, since } from './flow-course.ts'
import type { EpochMs } from '#shared/rules/time.ts'

/** Figures about all stored flows of a corp. */
export type FlowStatisticsStore = {
  /** @param now end of waiting times */
  of(corpId: string, now: EpochMs): Promise<CorpStatistics>
}

const maxWaiting = 5

const kind = sql<NextStepKind>`${flows.nextStep} ->> 'kind'`

const median = (of: unknown) =>
  sql<number | null>`percentile_cont(0.5) within group (order by ${of})`

export function createFlowStatisticsStore(database: Database): FlowStatisticsStore {
  return {
    async of(corpId, now) {
      const [byStatus, course, stages, finishedStages, longestWaiting, waitingFor] =
        await Promise.all([
          countByStatus(database, corpId),
          measureCourse(database, corpId, now),
          measureStages(database, corpId, now),
          measureFinishedStages(database, corpId),
          findLongestWaiting(database, corpId),
          findWaitedFor(database, corpId),
        ])
      const total = byStatus.reduce((sum, each) => sum + each.flows, 0)
      return {
        flows: total,
        byStatus,
        ...course,
        stages,
        finishedStages,
        longestWaiting,
        waitingFor,
      }
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

function measureStages(database: Database, corpId: string, now: EpochMs) {
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
