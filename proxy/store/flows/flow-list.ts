import { and, desc, eq, gt, ilike, ne, or, sql, type SQL } from 'drizzle-orm'
import { z } from 'zod'
import { flowGrants, flowViewers } from '#proxy/store/access-schema.ts'
import { storable } from '#proxy/store/columns.ts'
import type { Database } from '#proxy/store/database.ts'
import { decodeCursor, pageOf } from '#proxy/store/cursor.ts'
import { isAbout } from '#proxy/store/flow-key.ts'
import { createFlowContextReader } from './flow-context.ts'
import { readPeople } from './flow-people.ts'
import { flowColumns, toRecord } from './flow-row.ts'
import type { FlowQuery, FlowRegistry } from './flow-types.ts'
import { asText } from './standing.ts'
import { flowPeople, flows, flowViews } from '#proxy/store/schema.ts'

type FlowFinder = Omit<FlowRegistry, 'recordStart' | 'beginReading' | 'recordReading'>

const cursorSchema = z.tuple([z.number().int(), z.string().transform(storable)])

/** Finds stored flows and their people. */
export function createFlowFinder(database: Database): FlowFinder {
  return {
    async find(corpId, taskId) {
      const [row] = await database
        .select(flowColumns)
        .from(flows)
        .where(isAbout(flows, { corpId, taskId }))
      return row === undefined ? null : toRecord(row)
    },
    async findStarted(reference) {
      const [found] = await database
        .select({ corpId: flows.corpId, taskId: flows.taskId, status: flows.status })
        .from(flows)
        .where(eq(flows.reference, reference))
      return found ?? null
    },
    async corpsOf(taskId) {
      const { corpId, registeredAt, confirmedAt, status } = flows
      const found = await database
        .select({ corpId, registeredAt, confirmedAt, status })
        .from(flows)
        .where(eq(flows.taskId, taskId))
      const certain = found.filter(
        (flow) =>
          flow.registeredAt === null || (flow.confirmedAt !== null && flow.status !== 'deleted'),
      )
      return (certain.length > 0 ? certain : found).map((flow) => flow.corpId)
    },
    peopleOf: (corpId, taskId) => readPeople(database, corpId, taskId),
    ...createFlowContextReader(database),
    async list(corpId, query) {
      const after = decodeCursor(query.cursor, cursorSchema)
      const rows = await database
        .select({
          flow: flowColumns,
          isMine: sql<boolean>`${waitsFor(corpId, query.userId)}`,
          isMineByName: sql<boolean>`${waitsForName(query.byName?.name)}`,
        })
        .from(flows)
        .where(
          and(
            eq(flows.corpId, corpId),
            inScope(corpId, query),
            query.status === undefined ? undefined : eq(flows.status, query.status),
            matching(query.q),
            after && sql`(${flows.firstSeenAt}, ${flows.taskId}) < (${after[0]}, ${after[1]})`,
          ),
        )
        .orderBy(desc(flows.firstSeenAt), desc(flows.taskId))
        .limit(query.limit + 1)
      const page = pageOf(rows, query.limit, ({ flow }) => [flow.firstSeenAt, flow.taskId])
      const items = page.items.map(({ flow, isMine, isMineByName }) => ({
        ...toRecord(flow),
        waitsForMe: isMine || isMineByName,
        isMineByName: isMineByName && !isMine,
      }))
      return { ...page, items }
    },
  }
}

function inScope(corpId: string, query: FlowQuery): SQL | undefined {
  const { scope, byName, userId, at } = query
  switch (scope) {
    case 'waiting':
      return or(
        waitsFor(corpId, userId),
        byName && and(waitsForName(byName.name), inScope(corpId, { ...query, scope: byName.sees })),
      )
    case 'started':
      return eq(flows.initiatorUserId, userId)
    case 'mine':
      return or(isOf(corpId, userId), isShownTo(corpId, userId, at))
    case 'opened':
      return or(
        isOf(corpId, userId),
        isShownTo(corpId, userId, at),
        sql`${flows.taskId} in ${openedBy(corpId, userId)}`,
      )
    case 'corp':
      return undefined
  }
}

function waitsFor(corpId: string, userId: string): SQL | undefined {
  const turns = withPerson(corpId, userId, eq(flowPeople.isWaitedFor, true))
  return and(eq(flows.status, 'signing'), sql`${flows.taskId} in ${turns}`)
}

/** The flow waits for a person of whom only this name is known. */
function waitsForName(name: string | undefined): SQL | undefined {
  if (name === undefined) return sql`false`
  const isNamed = sql`coalesce(jsonb_exists(${flows.nextStep} -> 'byName', ${asText(name)}), false)`
  return and(eq(flows.status, 'signing'), isNamed)
}

function isOf(corpId: string, userId: string): SQL | undefined {
  return or(
    eq(flows.initiatorUserId, userId),
    and(ne(flows.status, 'draft'), sql`${flows.taskId} in ${withPerson(corpId, userId)}`),
    sql`${flows.taskId} in ${letInto(corpId, userId)}`,
  )
}

/** An uncorrelated subquery, which Postgres runs once. */
function withPerson(corpId: string, userId: string, more?: SQL): SQL {
  const condition = and(eq(flowPeople.corpId, corpId), eq(flowPeople.userId, userId), more)
  return sql`(select ${flowPeople.taskId} from ${flowPeople} where ${condition})`
}

function letInto(corpId: string, userId: string): SQL {
  const condition = and(eq(flowViewers.corpId, corpId), eq(flowViewers.userId, userId))
  return sql`(select ${flowViewers.taskId} from ${flowViewers} where ${condition})`
}

function isShownTo(corpId: string, userId: string, at: number): SQL {
  const condition = and(
    eq(flowGrants.corpId, corpId),
    eq(flowGrants.userId, userId),
    gt(flowGrants.until, at),
  )
  return sql`${flows.taskId} in (select ${flowGrants.taskId} from ${flowGrants} where ${condition})`
}

function openedBy(corpId: string, userId: string): SQL {
  const condition = and(
    eq(flowViews.corpId, corpId),
    eq(flowViews.userId, userId),
    eq(flowViews.kind, 'flow-opened'),
  )
  return sql`(select ${flowViews.taskId} from ${flowViews} where ${condition})`
}

function matching(q: string | undefined): SQL | undefined {
  const wanted = storable(q ?? '').trim()
  return wanted === ''
    ? undefined
    : ilike(flows.searchText, `%${wanted.replace(/[\\%_]/g, '\\$&')}%`)
}
