import { and, desc, eq, inArray, isNotNull, isNull, lte, not, or, sql, type SQL } from 'drizzle-orm'
import { contains, storable } from '#proxy/base/store/columns.ts'
import type { Database } from '#proxy/base/store/database.ts'
import { pageOf } from '#proxy/base/store/cursor.ts'
import { isAbout, keyTextOf } from '#proxy/base/store/flow-key.ts'
import { createFlowContextReader } from './flow-context.ts'
import { flowOrders } from './flow-order.ts'
import { readPeople, readPeopleOf, searchTextOf } from './flow-people.ts'
import { flowColumns, toRecord } from './flow-row.ts'
import type {
  FlowQuery,
  FlowStore,
  ListedStoredFlow,
  StoredFlow,
  StoredPerson,
} from './flow-types.ts'
import { asText, isNamedApprover, isOtherThanApprovers } from './involvement.ts'
import { isIn, isListedApprover, isShownTo } from './rights.ts'
import { flowPeople, flows, flowViews } from '#proxy/base/store/schema.ts'

type FlowListStore = Omit<FlowStore, 'recordStart' | 'beginReading' | 'recordReading'>

const maxInitiators = 5

export function createFlowListStore(database: Database): FlowListStore {
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
        .prepare('corps_of_task')
        .execute()
      const certain = found.filter(
        (flow) =>
          flow.registeredAt === null || (flow.confirmedAt !== null && flow.status !== 'deleted'),
      )
      return (certain.length > 0 ? certain : found).map((flow) => flow.corpId)
    },
    async startOf(corpId, taskId, userId) {
      const { startPage, startFiles, status, initiatorUserId } = flows
      const [found] = await database
        .select({ startPage, startFiles, status, initiatorUserId })
        .from(flows)
        .where(isAbout(flows, { corpId, taskId }))
      const isTheirs = found?.status === 'draft' && found.initiatorUserId === userId
      return { page: isTheirs ? found.startPage : null, files: found?.startFiles ?? [] }
    },
    peopleOf: (corpId, taskId) => readPeople(database, { corpId, taskId }),
    ...createFlowContextReader(database),
    async list(corpId, query) {
      const order = flowOrders[query.sort ?? 'newest']
      const rows = await database
        .select({
          flow: flowColumns,
          isMine: sql<boolean>`${waitsFor(corpId, query.userId)}`,
          isMineByName: sql<boolean>`${waitsForName(corpId, query)}`,
          keys: sql<number[]>`json_build_array(${sql.join(order.keys, sql`, `)})`,
          isApprover: sql<boolean>`${isAnApprover(corpId, query.userId)}`,
        })
        .from(flows)
        .where(and(among(corpId, query), withStatus(query), by(query), order.after(query.cursor)))
        .orderBy(...order.orderBy)
        .limit(query.limit + 1)
      const page = pageOf(rows, query.limit, ({ flow, keys }) => [...keys, flow.taskId])
      const people = await readPeopleOf(
        database,
        page.items.map(({ flow }) => ({ corpId, taskId: flow.taskId })),
      )
      const items = page.items.map(({ flow, isMine, isMineByName, isApprover }) => {
        const record = toRecord(flow)
        const known = people.get(keyTextOf({ corpId, taskId: flow.taskId })) ?? []
        return {
          ...record,
          waitsForMe: isMine || isMineByName,
          isMineByName: isMineByName && !isMine,
          isApprover,
          counterparts: counterpartsOf(known),
          found: foundPerson(record, known, query.q),
        }
      })
      return { items, nextCursor: page.nextCursor }
    },
    async narrowings(corpId, query) {
      const count = sql<number>`count(*)::int`
      const { status, initiatorUserId: userId, initiatorName: name } = flows
      const [counts, initiators] = await Promise.all([
        database
          .select({ status, count })
          .from(flows)
          .where(and(among(corpId, query), by(query)))
          .groupBy(status),
        database
          .select({ userId, name: sql<string>`max(${name})`, count })
          .from(flows)
          .where(and(among(corpId, query), withStatus(query), isNotNull(name)))
          .groupBy(userId, sql`case when ${userId} is null then ${name} end`)
          .orderBy(desc(count), sql`max(${name})`)
          .limit(maxInitiators),
      ])
      return {
        counts: Object.fromEntries(counts.map((row) => [row.status, row.count])),
        initiators,
      }
    },
  }
}

/** All conditions that are not also counted. */
function among(corpId: string, query: FlowQuery): SQL | undefined {
  const { since, due } = query
  return and(
    eq(flows.corpId, corpId),
    inScope(corpId, query),
    since === undefined
      ? undefined
      : sql`coalesce(${flows.createdAt}, ${flows.firstSeenAt}) >= ${since}`,
    due === undefined ? undefined : and(eq(flows.status, 'signing'), lte(flows.deadline, due)),
    contains(flows.searchText, query.q),
  )
}

function withStatus({ status }: FlowQuery): SQL | undefined {
  return status === undefined ? undefined : inArray(flows.status, [...status])
}

function by({ by: initiator }: FlowQuery): SQL | undefined {
  if (initiator === undefined) return undefined
  const wanted = storable(initiator)
  return or(
    eq(flows.initiatorUserId, wanted),
    and(isNull(flows.initiatorUserId), eq(flows.initiatorName, wanted)),
  )
}

function inScope(corpId: string, query: FlowQuery): SQL | undefined {
  const { scope, byName, userId, at } = query
  switch (scope) {
    case 'waiting':
      return or(
        waitsFor(corpId, userId),
        byName &&
          and(waitsForName(corpId, query), inScope(corpId, { ...query, scope: byName.sees })),
      )
    case 'started':
      return eq(flows.initiatorUserId, userId)
    case 'mine':
      return isShownTo(corpId, userId, at)
    case 'opened':
      return or(
        isShownTo(corpId, userId, at),
        isIn(flowViews, corpId, userId, eq(flowViews.kind, 'flow-opened')),
      )
    case 'corp':
      return undefined
  }
}

function waitsFor(corpId: string, userId: string): SQL | undefined {
  const isTheirTurn = isIn(flowPeople, corpId, userId, eq(flowPeople.isWaitedFor, true))
  return and(eq(flows.status, 'signing'), isTheirTurn)
}

function waitsForName(corpId: string, { byName, userId }: FlowQuery): SQL | undefined {
  if (byName === undefined) return sql`false`
  const isNamed = sql`coalesce(jsonb_exists(${flows.nextStep} -> 'byName', ${asText(byName.name)}), false)`
  const isOther = isOtherThanApprovers(asText(corpId), sql`${flows.taskId}`, asText(userId))
  return and(eq(flows.status, 'signing'), isNamed, or(isAnApprover(corpId, userId), not(isOther)))
}

function isAnApprover(corpId: string, userId: string): SQL | undefined {
  return or(
    isListedApprover(corpId, userId),
    isNamedApprover(asText(corpId), sql`${flows.taskId}`, asText(userId)),
  )
}

function counterpartsOf(people: readonly StoredPerson[]): string[] {
  const companies = people.flatMap(({ role, organization }) =>
    role === 'signer' && organization !== null ? [organization] : [],
  )
  return [...new Set(companies)]
}

/** The person for whom alone a search found a flow; null if the flow itself says it. */
function foundPerson(
  flow: StoredFlow,
  people: readonly StoredPerson[],
  q: string | undefined,
): ListedStoredFlow['found'] {
  const wanted = q?.trim().toLowerCase() ?? ''
  if (wanted === '' || searchTextOf(flow, []).toLowerCase().includes(wanted)) return null
  const nothing = { taskId: '', title: null, initiator: { name: null, organization: null } }
  const found = people.find((person) =>
    searchTextOf(nothing, [person]).toLowerCase().includes(wanted),
  )
  return found === undefined ? null : { role: found.role, name: found.name }
}
