import { isDeepStrictEqual } from 'node:util'
import { and, asc, eq, ne, sql, type SQL } from 'drizzle-orm'
import type { Connect, Database } from '#proxy/store/database.ts'
import { mergeSigners } from './merge-signers.ts'
import type { FlowUpdate, StoredPerson, FlowRegistry, NewFlow } from './flow-types.ts'
import { Batcher } from '#proxy/store/batcher.ts'
import { flowPeople, flows, flowStages, readingOrder } from '#proxy/store/schema.ts'
import type { Causes } from '#proxy/store/outbox/causes.ts'

type FlowWriter = Pick<FlowRegistry, 'recordStart' | 'beginReading' | 'recordReading'>

/** People who look at a flow do not wait until it is remembered, and many may look at once. */
const spacingMs = 50

/** What is remembered of flows as they are started and read. */
export function createFlowWriter(connect: Connect, causes: Causes): FlowWriter {
  let beginningNumber = 0
  const beginnings = new Batcher<null, number>({
    // Those that ask together begin together.
    async handle(asked) {
      const number = await nextNumber(await connect())
      return asked.map(() => number)
    },
    keyOf: () => String((beginningNumber += 1)),
    connect,
    spacingMs: 0,
  })
  const readings = new Batcher<Read, boolean>({
    async handle(read) {
      const database = await connect()
      const readAt = new Map(read.map((reading) => [keyTextOf(reading), reading.readAt]))
      const written = await causes.change(
        database,
        read,
        (key) => readAt.get(keyTextOf(key)) ?? 0,
        (tx) => writeReadings(tx, read),
      )
      return read.map((reading) => written.has(keyTextOf(reading)))
    },
    keyOf: keyTextOf,
    connect,
    spacingMs,
  })
  return {
    async recordStart(corpId, flow) {
      const database = await connect()
      await causes.change(
        database,
        [{ corpId, taskId: flow.taskId }],
        () => flow.startedAt,
        (tx) => writeStart(tx, corpId, flow),
      )
    },
    beginReading: () => beginnings.add(null),
    recordReading: (corpId, reading) => readings.add({ corpId, ...reading }),
  }
}

const key = [flows.corpId, flows.taskId]

type Key = { corpId: string; taskId: string }

type Read = FlowUpdate & { corpId: string }

const personColumns = {
  role: flowPeople.role,
  name: flowPeople.name,
  userId: flowPeople.userId,
  account: flowPeople.account,
  order: flowPeople.signOrder,
  requirement: flowPeople.requirement,
  isWaitedFor: flowPeople.isWaitedFor,
}

function keyTextOf({ corpId, taskId }: Key): string {
  return JSON.stringify([corpId, taskId])
}

function isOneOf(table: typeof flows | typeof flowPeople, keys: readonly Key[]): SQL {
  const rows = keys.map(
    ({ corpId, taskId }) =>
      sql`(${sql.param(corpId, table.corpId)}, ${sql.param(taskId, table.taskId)})`,
  )
  return sql`(${table.corpId}, ${table.taskId}) in (${sql.join(rows, sql`, `)})`
}

async function writeStart(tx: Database, corpId: string, flow: NewFlow): Promise<void> {
  const { taskId, title, generation, status, initiator, deadline, startedAt } = flow
  const reference = flow.reference ?? null
  const started = { initiatorUserId: initiator.userId, deadline, reference, startedHere: true }
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
  const all = [...signers, ...people.filter(({ role }) => role === 'cc')]
  await writePeople(tx, [{ corpId, taskId, people: all }])
  await writeSearchTexts(tx, [{ corpId, taskId }])
}

async function nextNumber(database: Database): Promise<number> {
  const [next] = await database
    .select({ number: sql`nextval(${readingOrder.seqName})`.mapWith(Number) })
    .from(sql`(select) as one`)
  if (next === undefined) throw new Error('a sequence gave no number')
  return next.number
}

/**
 * Writes what was read of as many flows.
 * @returns the keys of those of which no later reading is remembered
 */
async function writeReadings(
  tx: Database,
  readings: readonly Read[],
): Promise<ReadonlySet<string>> {
  // In one order, so that no two of us wait for each other.
  const ordered = readings.toSorted((a, b) => (keyTextOf(a) < keyTextOf(b) ? -1 : 1))
  const set = {
    title: sql`coalesce(excluded.title, ${flows.title})`,
    status: sql`excluded.status`,
    statusCode: sql`excluded.status_code`,
    initiatorName: sql`coalesce(excluded.initiator_name, ${flows.initiatorName})`,
    initiatorOrganization: sql`coalesce(excluded.initiator_organization, ${flows.initiatorOrganization})`,
    nextStep: sql`excluded.next_step`,
    createdAt: sql`coalesce(excluded.created_at, ${flows.createdAt})`,
    confirmedAt: sql`excluded.confirmed_at`,
    readingOrder: sql`excluded.reading_order`,
  }
  const written = await tx
    .insert(flows)
    .values(ordered.map(toRow))
    .onConflictDoUpdate({
      target: key,
      set,
      setWhere: sql`${flows.readingOrder} is null or ${flows.readingOrder} <= excluded.reading_order`,
    })
    .returning({ corpId: flows.corpId, taskId: flows.taskId })
  const writtenKeys = new Set(written.map(keyTextOf))
  if (written.length === 0) return writtenKeys
  const news = ordered.filter((reading) => writtenKeys.has(keyTextOf(reading)))
  await writeStages(tx, news)
  await mergePeople(tx, news)
  await writeSearchTexts(tx, written)
  return writtenKeys
}

function toRow({ corpId, ...reading }: Read): typeof flows.$inferInsert {
  const { taskId, title, generation, status, nextStep, initiator, createdAt, readAt } = reading
  return {
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
    readingOrder: reading.order,
    startedHere: false,
    generation,
    searchText: '',
  }
}

async function mergePeople(tx: Database, readings: readonly Read[]): Promise<void> {
  const told = readings.filter(({ signers }) => signers !== null)
  if (told.length === 0) return
  const rows = await tx
    .select({ corpId: flowPeople.corpId, taskId: flowPeople.taskId, person: personColumns })
    .from(flowPeople)
    .where(isOneOf(flowPeople, told))
    .orderBy(asc(flowPeople.position))
  const known = new Map<string, StoredPerson[]>()
  for (const { person, ...flow } of rows) {
    const people = known.get(keyTextOf(flow))
    if (people === undefined) known.set(keyTextOf(flow), [person])
    else people.push(person)
  }
  const changed = told.flatMap((reading) => {
    const people = known.get(keyTextOf(reading)) ?? []
    const signers = mergeSigners(
      people.filter(({ role }) => role === 'signer'),
      reading.signers ?? [],
    )
    const merged = [...signers, ...people.filter(({ role }) => role === 'cc')]
    const { corpId, taskId } = reading
    return isDeepStrictEqual(people, merged) ? [] : [{ corpId, taskId, people: merged }]
  })
  await writePeople(tx, changed)
}

/** Writes nothing where they are as before, which they mostly are. */
async function writeStages(tx: Database, readings: readonly Read[]): Promise<void> {
  const rows = readings.flatMap(({ corpId, taskId, finishedStages: finished }) =>
    finished.length === 0 ? [] : [{ corpId, taskId, finished }],
  )
  if (rows.length === 0) return
  await tx
    .insert(flowStages)
    .values(rows)
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
): Promise<StoredPerson[]> {
  return database
    .select(personColumns)
    .from(flowPeople)
    .where(and(eq(flowPeople.corpId, corpId), eq(flowPeople.taskId, taskId)))
    .orderBy(asc(flowPeople.position))
}

export async function writePeople(
  tx: Database,
  ofFlows: readonly (Key & { people: readonly StoredPerson[] })[],
): Promise<void> {
  if (ofFlows.length === 0) return
  await tx.delete(flowPeople).where(isOneOf(flowPeople, ofFlows))
  const rows = ofFlows.flatMap(({ corpId, taskId, people }) =>
    people.map(({ order, ...person }, position) => {
      return { corpId, taskId, position, signOrder: order, ...person }
    }),
  )
  if (rows.length > 0) await tx.insert(flowPeople).values(rows)
}

export async function writeSearchTexts(tx: Database, keys: readonly Key[]): Promise<void> {
  const names = sql`(select string_agg(p.name, chr(10)) from ${flowPeople} as p
    where p.corp_id = ${flows.corpId} and p.task_id = ${flows.taskId})`
  const searchText = sql`concat_ws(chr(10), ${flows.title}, ${flows.taskId}, ${flows.initiatorName}, ${flows.initiatorOrganization}, ${names})`
  await tx
    .update(flows)
    .set({ searchText })
    .where(and(isOneOf(flows, keys), ne(flows.searchText, searchText)))
}
