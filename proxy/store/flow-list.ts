import { and, desc, eq, exists, getTableColumns, ilike, or, sql, type SQL } from 'drizzle-orm'
import { z } from 'zod'
import type { Connect } from './database.ts'
import { decodeCursor, encodeCursor } from './cursor.ts'
import { readPeople } from './flow-records.ts'
import type { FlowQuery, FlowRecord, FlowRegistry } from './registry.ts'
import { flowPeople, flows, flowViews, withoutNul } from './schema.ts'

type FlowFinder = Omit<FlowRegistry, 'recordStart' | 'recordReading'>

const { corpId: _corpId, searchText: _searchText, ...columns } = getTableColumns(flows)

const cursorSchema = z.tuple([z.number().int(), z.string().transform(withoutNul)])

/** Finds flows that are remembered, and their people. */
export function createFlowFinder(connect: Connect): FlowFinder {
  return {
    async find(corpId, taskId) {
      const database = await connect()
      const [row] = await database.select(columns).from(flows).where(isFlow(corpId, taskId))
      return row === undefined ? null : toRecord(row)
    },
    async corpsOf(taskId) {
      const database = await connect()
      const found = await database
        .select({ corpId: flows.corpId })
        .from(flows)
        .where(eq(flows.taskId, taskId))
      return found.map(({ corpId }) => corpId)
    },
    async peopleOf(corpId, taskId) {
      return readPeople(await connect(), corpId, taskId)
    },
    async isPersonOf(corpId, taskId, userId) {
      const database = await connect()
      const found = await database
        .select({ taskId: flows.taskId })
        .from(flows)
        .where(and(isFlow(corpId, taskId), isOf(userId)))
      return found.length > 0
    },
    async list(corpId, query) {
      const after =
        query.cursor === undefined ? undefined : decodeCursor(query.cursor, cursorSchema)
      const database = await connect()
      const rows = await database
        .select({ flow: columns, waitsForMe: sql<boolean>`${waitsFor(query.userId)}` })
        .from(flows)
        .where(
          and(
            eq(flows.corpId, corpId),
            inScope(query),
            query.status === undefined ? undefined : eq(flows.status, query.status),
            matching(query.q),
            after && sql`(${flows.firstSeenAt}, ${flows.taskId}) < (${after[0]}, ${after[1]})`,
          ),
        )
        .orderBy(desc(flows.firstSeenAt), desc(flows.taskId))
        .limit(query.limit + 1)
      const items = rows.slice(0, query.limit).map(({ flow, waitsForMe }) => {
        return { ...toRecord(flow), waitsForMe }
      })
      const last = rows.length > query.limit ? items.at(-1) : undefined
      return {
        items,
        nextCursor: last === undefined ? null : encodeCursor([last.firstSeenAt, last.taskId]),
      }
    },
  }
}

function isFlow(corpId: string, taskId: string): SQL | undefined {
  return and(eq(flows.corpId, corpId), eq(flows.taskId, taskId))
}

function inScope({ scope, userId }: FlowQuery): SQL | undefined {
  switch (scope) {
    case 'waiting':
      return waitsFor(userId)
    case 'started':
      return eq(flows.initiatorUserId, userId)
    case 'mine':
      return isOf(userId)
    case 'opened':
      return or(isOf(userId), exists(openedBy(userId)))
    case 'corp':
      return undefined
  }
}

function waitsFor(userId: string): SQL | undefined {
  return and(
    eq(flows.status, 'signing'),
    exists(personRows(userId, eq(flowPeople.isWaitedFor, true))),
  )
}

function isOf(userId: string): SQL | undefined {
  return or(eq(flows.initiatorUserId, userId), exists(personRows(userId)))
}

function personRows(userId: string, more?: SQL): SQL {
  const condition = and(
    eq(flowPeople.corpId, flows.corpId),
    eq(flowPeople.taskId, flows.taskId),
    eq(flowPeople.userId, userId),
    more,
  )
  return sql`(select 1 from ${flowPeople} where ${condition})`
}

function openedBy(userId: string): SQL {
  const condition = and(
    eq(flowViews.corpId, flows.corpId),
    eq(flowViews.taskId, flows.taskId),
    eq(flowViews.userId, userId),
  )
  return sql`(select 1 from ${flowViews} where ${condition})`
}

function matching(q: string | undefined): SQL | undefined {
  const wanted = withoutNul(q ?? '').trim()
  return wanted === ''
    ? undefined
    : ilike(flows.searchText, `%${wanted.replace(/[\\%_]/g, '\\$&')}%`)
}

type FlowRow = Omit<typeof flows.$inferSelect, 'corpId' | 'searchText'>

function toRecord(row: FlowRow): FlowRecord {
  const { initiatorUserId: userId, initiatorName: name, initiatorOrganization, ...rest } = row
  return { ...rest, initiator: { userId, name, organization: initiatorOrganization } }
}
