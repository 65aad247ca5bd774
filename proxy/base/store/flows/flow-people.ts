import {
  and,
  asc,
  count,
  desc,
  eq,
  getTableColumns,
  isNotNull,
  max,
  ne,
  sql,
  type SQL,
} from 'drizzle-orm'
import { union, unionAll } from 'drizzle-orm/pg-core'
import { maskedAccount } from '#shared/rules/party/masked-account.ts'
import type { Database } from '#proxy/base/store/database.ts'
import { isAbout, isOneOf, keyTextOf, type FlowKey } from '#proxy/base/store/flow-key.ts'
import { flowPeople, flows } from '#proxy/base/store/schema.ts'
import type { StoredFlow, StoredPerson } from './flow-types.ts'

type Initiator = Pick<StoredFlow['initiator'], 'name' | 'organization'>

const {
  corpId: _corpId,
  taskId: _taskId,
  position: _position,
  signOrder,
  ...sameColumns
} = getTableColumns(flowPeople)

/** The columns of a `StoredPerson`. */
const personColumns = { ...sameColumns, order: signOrder }

const personFields = Object.entries(personColumns).map(
  ([field, column]) => sql`${sql.raw(`'${field}'`)}, p.${sql.identifier(column.name)}`,
)

/** The same as a column, of the flow whose key is in the columns of another row. */
export function peopleOf(flow: SQL): SQL<StoredPerson[]> {
  return sql`(
    select coalesce(
      json_agg(json_build_object(${sql.join(personFields, sql`, `)}) order by p.position), '[]'
    ) from ${flowPeople} as p where p.corp_id = ${flow}.corp_id and p.task_id = ${flow}.task_id
  )`
}

/** Signers in order, then people who get a copy. */
export async function readPeople(database: Database, flow: FlowKey): Promise<StoredPerson[]> {
  const [people = []] = (await readPeopleOf(database, [flow])).values()
  return people
}

/** The same for several flows, by `keyTextOf`; flows without people are missing. */
export async function readPeopleOf(
  database: Database,
  keys: readonly FlowKey[],
): Promise<Map<string, StoredPerson[]>> {
  const rows = await database
    .select({ corpId: flowPeople.corpId, taskId: flowPeople.taskId, person: personColumns })
    .from(flowPeople)
    .where(isOneOf(flowPeople, keys))
    .orderBy(asc(flowPeople.position))
    .prepare('people_of_flows')
    .execute()
  const people = new Map<string, StoredPerson[]>()
  for (const { person, ...flow } of rows) {
    const key = keyTextOf(flow)
    const others = people.get(key)
    if (others === undefined) people.set(key, [person])
    else others.push(person)
  }
  return people
}

/** @param known those that are stored */
export async function writePeople(
  tx: Database,
  { corpId, taskId }: FlowKey,
  people: readonly StoredPerson[],
  known: readonly StoredPerson[],
): Promise<void> {
  if (known.length > 0)
    await tx
      .delete(flowPeople)
      .where(isAbout(flowPeople, { corpId, taskId }))
      .prepare('delete_flow_people')
      .execute()
  if (people.length === 0) return
  const rows = people.map(({ order, ...person }, position) => {
    return { corpId, taskId, position, signOrder: order, ...person }
  })
  await tx.insert(flowPeople).values(rows)
}

/** How many of a person's flows are looked at, started and taken part in. */
const maxOwnFlows = 500

const maxColleagues = 100

/** Members of the organisation in a person's own flows, who are in most of them first. */
export async function readColleagues(
  database: Database,
  corpId: string,
  userId: string,
): Promise<{ userId: string; name: string }[]> {
  const started = database
    .select({ taskId: flows.taskId })
    .from(flows)
    .where(and(eq(flows.corpId, corpId), eq(flows.initiatorUserId, userId)))
    .orderBy(desc(flows.firstSeenAt))
    .limit(maxOwnFlows)
  const takenPart = database
    .select({ taskId: flowPeople.taskId })
    .from(flowPeople)
    .where(and(eq(flowPeople.corpId, corpId), eq(flowPeople.userId, userId)))
    .orderBy(desc(flowPeople.taskId))
    .limit(maxOwnFlows)
  const own = database.$with('own').as(union(started, takenPart))
  const people = database
    .select({ userId: flowPeople.userId, name: flowPeople.name })
    .from(flowPeople)
    .innerJoin(own, eq(flowPeople.taskId, own.taskId))
    .where(eq(flowPeople.corpId, corpId))
  const initiators = database
    .select({ userId: flows.initiatorUserId, name: flows.initiatorName })
    .from(flows)
    .innerJoin(own, eq(flows.taskId, own.taskId))
    .where(eq(flows.corpId, corpId))
  const found = unionAll(people, initiators).as('found')
  const rows = await database
    .with(own)
    .select({ userId: found.userId, name: max(found.name) })
    .from(found)
    .where(and(isNotNull(found.userId), isNotNull(found.name), ne(found.userId, userId)))
    .groupBy(found.userId)
    .orderBy(desc(count()), asc(found.userId))
    .limit(maxColleagues)
  return rows.flatMap((row) =>
    row.userId === null || row.name === null ? [] : { userId: row.userId, name: row.name },
  )
}

/** What the search finds a flow by, one line each. Accounts are as masked as people see them. */
export function searchTextOf(
  flow: Pick<StoredFlow, 'taskId' | 'title'> & { initiator: Initiator },
  people: readonly (Pick<StoredPerson, 'name'> &
    Partial<Pick<StoredPerson, 'organization' | 'account'>>)[],
): string {
  const { taskId, title, initiator } = flow
  const ofPeople = people.flatMap(({ name, organization, account }) => [
    name,
    organization ?? null,
    account === null || account === undefined ? null : maskedAccount(account),
  ])
  return [title, taskId, initiator.name, initiator.organization, ...ofPeople]
    .filter((line) => line !== null)
    .join('\n')
}

export async function writeSearchText(tx: Database, key: FlowKey): Promise<void> {
  const [found] = await tx
    .select({
      taskId: flows.taskId,
      title: flows.title,
      initiator: { name: flows.initiatorName, organization: flows.initiatorOrganization },
    })
    .from(flows)
    .where(isAbout(flows, key))
  if (found === undefined) return
  const searchText = searchTextOf(found, await readPeople(tx, key))
  await tx
    .update(flows)
    .set({ searchText })
    .where(and(isAbout(flows, key), ne(flows.searchText, searchText)))
}
