import { and, asc, ne } from 'drizzle-orm'
import { maskedAccount } from '#shared/rules/masked-account.ts'
import type { Database } from '#proxy/base/store/database.ts'
import { isAbout, isOneOf, keyTextOf, type FlowKey } from '#proxy/base/store/flow-key.ts'
import { newRows } from '#proxy/base/store/rows.ts'
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
