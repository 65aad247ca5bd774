import { sql } from 'drizzle-orm'
import { Batcher } from '#proxy/base/store/batcher.ts'
import type { Database } from '#proxy/base/store/database.ts'
import { keyTextOf } from '#proxy/base/store/flow-key.ts'
import type { Causes } from '#proxy/base/store/outbox/causes.ts'
import { flows, readingOrder } from '#proxy/base/store/schema.ts'
import { readPeople, writePeople, writeSearchTexts } from './flow-people.ts'
import type { FlowRegistry, NewFlow } from './flow-types.ts'
import { mergePeople } from './merge-people.ts'
import { writeReadings, type Read } from './reading-writes.ts'

type FlowWriter = Pick<FlowRegistry, 'recordStart' | 'beginReading' | 'recordReading'>

/** Storing does not delay viewers, and many may open flows at once. */
const spacingMs = 50

/** Stores flows as they are started and read. */
export function createFlowWriter(database: Database, causes: Causes): FlowWriter {
  // Prepared, as every reading uses it.
  const next = database
    .select({ number: sql`nextval(${readingOrder.seqName})`.mapWith(Number) })
    .from(sql`(select) as one`)
    .prepare('next_reading')
  const beginnings = new Batcher<null, number>({
    // One number for all callers of a round.
    async handle(asked) {
      const [row] = await next.execute()
      if (row === undefined) throw new Error('a sequence gave no number')
      return asked.map(() => row.number)
    },
    database,
    spacingMs: 0,
  })
  const readings = new Batcher<Read, boolean>({
    async handle(read) {
      const readAt = new Map(read.map((reading) => [keyTextOf(reading), reading.readAt]))
      const { planning } = causes
      const written = await causes.change(
        database,
        read,
        (key) => readAt.get(keyTextOf(key)) ?? 0,
        (tx, before) => writeReadings(tx, read, before, planning),
      )
      return read.map((reading) => written.has(keyTextOf(reading)))
    },
    keyOf: keyTextOf,
    database,
    spacingMs,
    restFactor: 2,
  })
  return {
    async recordStart(corpId, flow) {
      const { taskId, startedAt } = flow
      await causes.changeOne(database, { corpId, taskId }, startedAt, (tx) =>
        writeStart(tx, corpId, flow),
      )
    },
    beginReading: () => beginnings.add(null),
    recordReading: (corpId, reading) => readings.add({ corpId, ...reading }),
  }
}

async function writeStart(tx: Database, corpId: string, flow: NewFlow): Promise<void> {
  const { taskId, title, generation, status, initiator, deadline, startedAt } = flow
  const reference = flow.reference ?? null
  const startPage = flow.startPage ?? null
  const startFiles = flow.files ?? null
  const initiatorUserId = initiator.userId
  const own = { reference, startPage, startFiles, startedHere: true }
  const started = { initiatorUserId, deadline, ...own }
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
  // The flow may have been read already; upstream's values are kept then.
  const keptValues = {
    title: sql`coalesce(${flows.title}, excluded.title)`,
    initiatorName: sql`coalesce(${flows.initiatorName}, excluded.initiator_name)`,
    initiatorOrganization: sql`coalesce(${flows.initiatorOrganization}, excluded.initiator_organization)`,
    createdAt: sql`coalesce(${flows.createdAt}, excluded.created_at)`,
  }
  await tx
    .insert(flows)
    .values(row)
    .onConflictDoUpdate({
      target: [flows.corpId, flows.taskId],
      set: { ...started, ...keptValues },
    })
  const read = await readPeople(tx, { corpId, taskId })
  const people = mergePeople(
    flow.people.map((person) => ({ ...person, isWaitedFor: false })),
    read.filter(({ role }) => role === 'signer'),
  )
  await writePeople(tx, [{ corpId, taskId, people }])
  await writeSearchTexts(tx, [{ corpId, taskId }])
}
