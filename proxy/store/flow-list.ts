import { and, desc, eq, getTableColumns, ilike, or, sql, type SQL } from 'drizzle-orm'
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
        .where(and(isFlow(corpId, taskId), isOf(corpId, userId)))
      return found.length > 0
    },
    async list(corpId, query) {
      const after =
        query.cursor === undefined ? undefined : decodeCursor(query.cursor, cursorSchema)
      const database = await connect()
      const rows = await database
        .select({ flow: columns, waitsForMe: sql<boolean>`${waitsFor(corpId, query.userId)}` })
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

function inScope(corpId: string, { scope, userId }: FlowQuery): SQL | undefined {
  switch (scope) {
    case 'waiting':
      return waitsFor(corpId, userId)
    case 'started':
      return eq(flows.initiatorUserId, userId)
    case 'mine':
      return isOf(corpId, userId)
    case 'opened':
      return or(isOf(corpId, userId), sql`${flows.taskId} in ${openedBy(corpId, userId)}`)
    case 'corp':
      return undefined
  }
}

function waitsFor(corpId: string, userId: string): SQL | undefined {
  const turns = withPerson(corpId, userId, eq(flowPeople.isWaitedFor, true))
  return and(eq(flows.status, 'signing'), sql`${flows.taskId} in ${turns}`)
}

function isOf(corpId: string, userId: string): SQL | undefined {
  return or(
    eq(flows.initiatorUserId, userId),
    sql`${flows.taskId} in ${withPerson(corpId, userId)}`,
  )
}

/** These do not look at the flow in question, so that they are asked once and not for each flow. */
function withPerson(corpId: string, userId: string, more?: SQL): SQL {
  const condition = and(eq(flowPeople.corpId, corpId), eq(flowPeople.userId, userId), more)
  return sql`(select ${flowPeople.taskId} from ${flowPeople} where ${condition})`
}

function openedBy(corpId: string, userId: string): SQL {
  const condition = and(eq(flowViews.corpId, corpId), eq(flowViews.userId, userId))
  return sql`(select ${flowViews.taskId} from ${flowViews} where ${condition})`
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
