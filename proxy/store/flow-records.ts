import { isDeepStrictEqual } from 'node:util'
import { and, asc, eq, ne, sql } from 'drizzle-orm'
import type { Connect, Database } from './database.ts'
import { mergeSigners } from './merge-signers.ts'
import type { FlowFacts, FlowPerson, FlowRegistry, StartedFlow } from './registry.ts'
import { flowPeople, flows, flowStages } from './schema.ts'

type FlowWriter = Pick<FlowRegistry, 'recordStart' | 'recordReading'>

/** What is remembered of flows as they are started and read. */
export function createFlowWriter(connect: Connect): FlowWriter {
  return {
    async recordStart(corpId, flow) {
      const database = await connect()
      await database.transaction((tx) => writeStart(tx, corpId, flow))
    },
    async recordReading(corpId, reading) {
      const database = await connect()
      await database.transaction((tx) => writeReading(tx, corpId, reading))
    },
  }
}

const key = [flows.corpId, flows.taskId]

async function writeStart(tx: Database, corpId: string, flow: StartedFlow): Promise<void> {
  const { taskId, title, generation, status, initiator, deadline, startedAt } = flow
  const started = { initiatorUserId: initiator.userId, deadline, startedHere: true }
  const row = {
    ...started,
    corpId,
    taskId,
    title,
    status,
    initiatorName: initiator.name,
    initiatorOrganization: initiator.organization,
    createdAt: startedAt,
    firstSeenAt: startedAt,
    generation,
    searchText: '',
  }
  // It may have been read already, by somebody who was quicker; upstream's words are kept then.
  const told = {
    title: sql`coalesce(${flows.title}, excluded.title)`,
    initiatorName: sql`coalesce(${flows.initiatorName}, excluded.initiator_name)`,
    initiatorOrganization: sql`coalesce(${flows.initiatorOrganization}, excluded.initiator_organization)`,
    createdAt: sql`coalesce(${flows.createdAt}, excluded.created_at)`,
  }
  await tx
    .insert(flows)
    .values(row)
    .onConflictDoUpdate({ target: key, set: { ...started, ...told } })
  const read = await readPeople(tx, corpId, taskId)
  const people = flow.people.map((person) => ({ ...person, isWaitedFor: false }))
  const signers = mergeSigners(
    people.filter(({ role }) => role === 'signer'),
    read.filter(({ role }) => role === 'signer'),
  )
  await writePeople(tx, corpId, taskId, [...signers, ...people.filter(({ role }) => role === 'cc')])
  await writeSearchText(tx, corpId, taskId)
}

async function writeReading(tx: Database, corpId: string, reading: FlowFacts): Promise<void> {
  const { taskId, title, generation, status, nextStep, initiator, createdAt, readAt } = reading
  const row = {
    corpId,
    taskId,
    title,
    status,
    statusCode: reading.statusCode,
    initiatorName: initiator.name,
    initiatorOrganization: initiator.organization,
    nextStep,
    createdAt,
    firstSeenAt: readAt,
    confirmedAt: readAt,
    startedHere: false,
    generation,
    searchText: '',
  }
  const set = {
    title: sql`coalesce(excluded.title, ${flows.title})`,
    status: sql`excluded.status`,
    statusCode: sql`excluded.status_code`,
    initiatorName: sql`coalesce(excluded.initiator_name, ${flows.initiatorName})`,
    initiatorOrganization: sql`coalesce(excluded.initiator_organization, ${flows.initiatorOrganization})`,
    nextStep: sql`excluded.next_step`,
    createdAt: sql`coalesce(excluded.created_at, ${flows.createdAt})`,
    confirmedAt: sql`excluded.confirmed_at`,
  }
  const written = await tx
    .insert(flows)
    .values(row)
    .onConflictDoUpdate({
      target: key,
      set,
      setWhere: sql`${flows.confirmedAt} is null or ${flows.confirmedAt} <= excluded.confirmed_at`,
    })
    .returning({ taskId: flows.taskId })
  if (written.length === 0) return
  await writeStages(tx, corpId, reading)
  if (reading.signers !== null) {
    const people = await readPeople(tx, corpId, taskId)
    const signers = mergeSigners(
      people.filter(({ role }) => role === 'signer'),
      reading.signers,
    )
    const merged = [...signers, ...people.filter(({ role }) => role === 'cc')]
    if (!isDeepStrictEqual(people, merged)) await writePeople(tx, corpId, taskId, merged)
  }
  await writeSearchText(tx, corpId, taskId)
}

/** Writes nothing where they are as before, which they mostly are. */
async function writeStages(tx: Database, corpId: string, reading: FlowFacts): Promise<void> {
  const { taskId, finishedStages: finished } = reading
  if (finished.length === 0) return
  await tx
    .insert(flowStages)
    .values({ corpId, taskId, finished })
    .onConflictDoUpdate({
      target: [flowStages.corpId, flowStages.taskId],
      set: { finished: sql`excluded.finished` },
      setWhere: sql`${flowStages.finished} is distinct from excluded.finished`,
    })
}

/** Signers in their order, then those who get a copy. */
export async function readPeople(
  database: Database,
  corpId: string,
  taskId: string,
): Promise<FlowPerson[]> {
  return database
    .select({
      role: flowPeople.role,
      name: flowPeople.name,
      userId: flowPeople.userId,
      account: flowPeople.account,
      order: flowPeople.signOrder,
      requirement: flowPeople.requirement,
      isWaitedFor: flowPeople.isWaitedFor,
    })
    .from(flowPeople)
    .where(and(eq(flowPeople.corpId, corpId), eq(flowPeople.taskId, taskId)))
    .orderBy(asc(flowPeople.position))
}

async function writePeople(
  tx: Database,
  corpId: string,
  taskId: string,
  people: readonly FlowPerson[],
): Promise<void> {
  await tx
    .delete(flowPeople)
    .where(and(eq(flowPeople.corpId, corpId), eq(flowPeople.taskId, taskId)))
  if (people.length === 0) return
  await tx.insert(flowPeople).values(
    people.map(({ order, ...person }, position) => {
      return { corpId, taskId, position, signOrder: order, ...person }
    }),
  )
}

async function writeSearchText(tx: Database, corpId: string, taskId: string): Promise<void> {
  const names = tx
    .select({ names: sql`string_agg(${flowPeople.name}, chr(10))` })
    .from(flowPeople)
    .where(and(eq(flowPeople.corpId, corpId), eq(flowPeople.taskId, taskId)))
  const searchText = sql`concat_ws(chr(10), ${flows.title}, ${flows.taskId}, ${flows.initiatorName}, ${flows.initiatorOrganization}, (${names}))`
  await tx
    .update(flows)
    .set({ searchText })
    .where(
      and(eq(flows.corpId, corpId), eq(flows.taskId, taskId), ne(flows.searchText, searchText)),
    )
}
