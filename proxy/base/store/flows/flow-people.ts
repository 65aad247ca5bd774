import { asc, sql } from 'drizzle-orm'
import { maskedAccount } from '#shared/rules/masked-account.ts'
import type { Database } from '#proxy/base/store/database.ts'
import { isOneOf, keyTextOf, type FlowKey } from '#proxy/base/store/flow-key.ts'
import { newRows, rowsOf } from '#proxy/base/store/rows.ts'
import { flowPeople, flows } from '#proxy/base/store/schema.ts'
import type { StoredFlow, StoredPerson } from './flow-types.ts'

type Initiator = Pick<StoredFlow['initiator'], 'name' | 'organization'>

const personColumns = {
  role: flowPeople.role,
  name: flowPeople.name,
  userId: flowPeople.userId,
  account: flowPeople.account,
  organization: flowPeople.organization,
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

export async function writeSearchTexts(tx: Database, keys: readonly FlowKey[]): Promise<void> {
  if (keys.length === 0) return
  const found = await tx
    .select({
      corpId: flows.corpId,
      taskId: flows.taskId,
      title: flows.title,
      initiator: { name: flows.initiatorName, organization: flows.initiatorOrganization },
    })
    .from(flows)
    .where(isOneOf(flows, keys))
  const people = await readPeopleOf(tx, keys)
  const rows = found.map((flow) => ({
    corpId: flow.corpId,
    taskId: flow.taskId,
    searchText: searchTextOf(flow, people.get(keyTextOf(flow)) ?? []),
  }))
  const texts = rowsOf(rows, { corpId: 'text', taskId: 'text', searchText: 'text' })
  await tx
    .update(flows)
    .set({ searchText: sql`row."searchText"` })
    .from(texts)
    .where(
      sql`${flows.corpId} = row."corpId" and ${flows.taskId} = row."taskId"
        and ${flows.searchText} <> row."searchText"`,
    )
}
