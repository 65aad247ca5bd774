import { and, asc, ne, sql } from 'drizzle-orm'
import type { Database } from '#proxy/store/database.ts'
import { isOneOf, keyTextOf, type FlowKey } from '#proxy/store/flow-key.ts'
import { newRows } from '#proxy/store/rows.ts'
import { flowPeople, flows } from '#proxy/store/schema.ts'
import type { StoredPerson } from './flow-types.ts'

const personColumns = {
  role: flowPeople.role,
  name: flowPeople.name,
  userId: flowPeople.userId,
  account: flowPeople.account,
  order: flowPeople.signOrder,
  requirement: flowPeople.requirement,
  isWaitedFor: flowPeople.isWaitedFor,
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

/** @param ofFlows replaces the existing people of these flows */
export async function writePeople(
  tx: Database,
  ofFlows: readonly (FlowKey & { people: readonly StoredPerson[] })[],
): Promise<void> {
  if (ofFlows.length === 0) return
  await tx
    .delete(flowPeople)
    .where(isOneOf(flowPeople, ofFlows))
    .prepare('delete_flow_people')
    .execute()
  const rows = ofFlows.flatMap(({ corpId, taskId, people }) =>
    people.map(({ order, ...person }, position) => {
      return { corpId, taskId, position, signOrder: order, ...person }
    }),
  )
  if (rows.length === 0) return
  await tx
    .insert(flowPeople)
    .select(newRows(flowPeople, rows))
    .prepare('write_flow_people')
    .execute()
}

export async function writeSearchTexts(tx: Database, keys: readonly FlowKey[]): Promise<void> {
  if (keys.length === 0) return
  const names = sql`(select string_agg(p.name, chr(10)) from ${flowPeople} as p
    where p.corp_id = ${flows.corpId} and p.task_id = ${flows.taskId})`
  const searchText = sql`concat_ws(chr(10), ${flows.title}, ${flows.taskId}, ${flows.initiatorName}, ${flows.initiatorOrganization}, ${names})`
  await tx
    .update(flows)
    .set({ searchText })
    .where(and(isOneOf(flows, keys), ne(flows.searchText, searchText)))
}
