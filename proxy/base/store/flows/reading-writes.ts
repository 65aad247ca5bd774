import { isDeepStrictEqual } from 'node:util'
import { sql } from 'drizzle-orm'
import { withKeptSince } from '#shared/rules/situation/kept-since.ts'
import type { NextStep } from '#shared/rules/situation/next-step.ts'
import type { Database } from '#proxy/base/store/database.ts'
import type { Planning, Written } from '#proxy/base/store/outbox/causes.ts'
import { stateColumns, toFlowState, type FlowState } from '#proxy/base/store/outbox/flow-state.ts'
import { newRows } from '#proxy/base/store/rows.ts'
import type { FlowKey } from '#proxy/base/store/flow-key.ts'
import { corps } from '#proxy/base/store/corps/corp-schema.ts'
import { flows, flowStages } from '#proxy/base/store/schema.ts'
import { readPeople, searchTextOf, writePeople, writeSearchText } from './flow-people.ts'
import type { FlowUpdate, StoredPerson } from './flow-types.ts'
import { mergePeople } from './merge-people.ts'

export type Read = FlowUpdate & { corpId: string }

/** A reading in which known values replace what could not be read. */
type KnownRead = Read & {
  keepsPeople: boolean
}

/**
 * @param before whose row is locked; null if there was none
 * @returns false, without a change, if a later reading is stored
 */
export async function writeReading(
  tx: Database,
  read: Read,
  before: FlowState | null,
  planning: Planning,
): Promise<Written<boolean>> {
  const reading = withKnown(read, before)
  const row = await writeFlow(tx, reading, planning)
  if (row === undefined) return { result: false, after: before }
  await writeStages(tx, reading)
  const people = await writeMergedPeople(tx, reading, before, row.isNew)
  const after = toFlowState(row, { people, reminders: before?.reminders ?? null })
  const { taskId } = reading
  const { title, initiator } = after
  if (row.searchText !== searchTextOf({ taskId, title, initiator }, people))
    await writeSearchText(tx, reading)
  return { result: true, after, isNew: row.isNew }
}

/** Keeps stored values for what could not be read, unless the log or the status shows a change. */
function withKnown(reading: Read, known: FlowState | null): KnownRead {
  const { isWhole, status, lastLogAt } = reading
  const nextStep = known?.nextStep ?? null
  const hasMoved = known?.status !== status || known.lastLogAt !== lastLogAt
  if (isWhole) return { ...reading, nextStep: withKnownSince(reading, known), keepsPeople: false }
  if (nextStep === null || hasMoved)
    return { ...reading, nextStep: asFarAsRead(reading), keepsPeople: false }
  return { ...reading, nextStep, keepsPeople: true, finishedStages: [] }
}

function withKnownSince({ nextStep, signaturesOfNamesakes }: Read, known: FlowState | null) {
  return known === null ? nextStep : withKeptSince(nextStep, signaturesOfNamesakes ?? null, known)
}

/** Signers that could not be read may be waited for at the same time as an approval. */
function asFarAsRead({ signers, nextStep }: Read): NextStep {
  if (signers !== null || nextStep.kind !== 'waiting-for-seal-approval') return nextStep
  return { ...nextStep, kind: 'signing-unknown-who', people: [], waits: [], byName: [] }
}

async function writeFlow(tx: Database, reading: Read, planning: Planning) {
  const set = {
    title: sql`coalesce(excluded.title, ${flows.title})`,
    status: sql`excluded.status`,
    statusCode: sql`excluded.status_code`,
    initiatorName: sql`coalesce(excluded.initiator_name, ${flows.initiatorName})`,
    initiatorOrganization: sql`coalesce(excluded.initiator_organization, ${flows.initiatorOrganization})`,
    nextStep: sql`excluded.next_step`,
    signed: sql`case when excluded.status = ${flows.status} then coalesce(excluded.signed, ${flows.signed}) else excluded.signed end`,
    lastLogAt: sql`excluded.last_log_at`,
    createdAt: sql`coalesce(excluded.created_at, ${flows.createdAt})`,
    confirmedAt: sql`excluded.confirmed_at`,
    readingOrder: sql`excluded.reading_order`,
    startPage: sql`case when excluded.status = 'draft' then ${flows.startPage} end`,
    isPlanned: sql`${flows.isPlanned} or excluded.is_planned`,
    turnsBy: sql`case when excluded.is_planned then excluded.turns_by else ${flows.turnsBy} end`,
  }
  const [written] = await tx
    .insert(flows)
    .select(
      // A reading may end after its organisation removed the app and its data were deleted.
      sql`${newRows(flows, [toRow(reading, planning)])} where not exists (
        select from ${corps} where ${corps.corpId} = row."corpId" and ${corps.state} = 'relieved'
      )`,
    )
    .onConflictDoUpdate({
      target: [flows.corpId, flows.taskId],
      set,
      setWhere: sql`${flows.readingOrder} is null or ${flows.readingOrder} <= excluded.reading_order`,
    })
    // Postgres marks a row that was updated with the transaction that did so.
    .returning({ ...stateColumns, searchText: flows.searchText, isNew: sql<boolean>`xmax = 0` })
    .prepare('write_flow')
    .execute()
  return written
}

function toRow(reading: Read, planning: Planning): Required<typeof flows.$inferInsert> {
  const { corpId, taskId, title, generation, status, statusCode, initiator, readAt } = reading
  return {
    corpId,
    taskId,
    title,
    status,
    statusCode,
    initiatorName: initiator.name,
    initiatorOrganization: initiator.organization,
    initiatorUserId: null,
    deadline: null,
    nextStep: reading.nextStep,
    signed: reading.signed ?? null,
    lastLogAt: reading.lastLogAt,
    createdAt: reading.createdAt,
    firstSeenAt: readAt,
    confirmedAt: readAt,
    readingOrder: reading.order,
    startedHere: false,
    registeredAt: null,
    reference: null,
    startPage: null,
    startFiles: null,
    ...planning,
    generation,
    searchText: searchTextOf(reading, reading.signers ?? []),
  }
}

async function writeMergedPeople(
  tx: Database,
  reading: KnownRead,
  before: FlowState | null,
  isNew: boolean,
): Promise<readonly StoredPerson[]> {
  const known = isNew ? [] : await knownPeople(tx, reading, before)
  const people = reading.keepsPeople ? known : withSigners(known, reading, before)
  if (!isDeepStrictEqual(known, people)) await writePeople(tx, reading, people, known)
  return people
}

async function knownPeople(tx: Database, key: FlowKey, before: FlowState | null) {
  // A start may have stored them since `before` was read.
  return before === null ? readPeople(tx, key) : before.people
}

function withSigners(
  known: readonly StoredPerson[],
  reading: Read,
  before: FlowState | null,
): readonly StoredPerson[] {
  if (reading.signers === null) return withoutEndedTurns(known, reading, before)
  return mergePeople(known, reading.signers)
}

/** All turns end if the log does not say who acted. */
function withoutEndedTurns(
  known: readonly StoredPerson[],
  { status, acts }: Read,
  before: FlowState | null,
): readonly StoredPerson[] {
  const since = before?.lastLogAt ?? -Infinity
  const done = acts.filter(({ at }) => at === null || at > since)
  const names = new Set(known.map(({ name }) => name))
  const areOnlyTheirTurnsOver = done.every(
    ({ by, endsAll }) => by !== null && names.has(by) && !endsAll,
  )
  const goesOn = before?.status === status && areOnlyTheirTurnsOver
  const doers = new Set(done.map(({ by }) => by))
  return known.map((person) => ({
    ...person,
    isWaitedFor: person.isWaitedFor && goesOn && !doers.has(person.name),
  }))
}

/** Skips an unchanged row, which most are. */
async function writeStages(
  tx: Database,
  { corpId, taskId, finishedStages: finished }: Read,
): Promise<void> {
  if (finished.length === 0) return
  await tx
    .insert(flowStages)
    .values({ corpId, taskId, finished })
    .onConflictDoUpdate({
      target: [flowStages.corpId, flowStages.taskId],
      set: { finished: sql`excluded.finished` },
      setWhere: sql`${flowStages.finished} is distinct from excluded.finished`,
    })
    .prepare('write_flow_stages')
    .execute()
}
