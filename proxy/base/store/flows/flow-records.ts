import { sql } from 'drizzle-orm'
import type { Database } from '#proxy/base/store/database.ts'
import type { Causes } from '#proxy/base/store/outbox/causes.ts'
import { createReadingBegin } from '#proxy/base/store/outbox/flow-state.ts'
import { flows } from '#proxy/base/store/schema.ts'
import { readPeople, writePeople, writeSearchText } from './flow-people.ts'
import type { FlowStore, NewFlow } from './flow-types.ts'
import { mergePeople } from './merge-people.ts'
import { createReadingWriter } from './reading-writes.ts'

type FlowWriter = Pick<FlowStore, 'recordStart' | 'beginReading' | 'recordReading'>

export function createFlowWriter(database: Database, causes: Causes): FlowWriter {
  return {
    async recordStart(corpId, flow) {
      const { taskId, startedAt } = flow
      await causes.changeAndRead(database, { corpId, taskId }, startedAt, (tx) =>
        writeStart(tx, corpId, flow),
      )
    },
    beginReading: createReadingBegin(database),
    recordReading: createReadingWriter(database, causes),
  }
}

async function writeStart(tx: Database, corpId: string, flow: NewFlow): Promise<void> {
  const { taskId, title, status, initiator, deadline, startedAt } = flow
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
  await writePeople(tx, { corpId, taskId }, people, read)
  await writeSearchText(tx, { corpId, taskId })
}
