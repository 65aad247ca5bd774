import { isDeepStrictEqual } from 'node:util'
import type { Database } from '#proxy/base/store/database.ts'
import { jsonText } from '#proxy/base/store/columns.ts'
import { putJobs } from '#proxy/base/store/jobs/job-writes.ts'
import {
  jobsOf,
  toChange,
  type Causes,
  type Plan,
  type Planning,
} from '#proxy/base/store/outbox/causes.ts'
import { lockFlow } from '#proxy/base/store/outbox/flow-state.ts'
import { scheduleOf, type Noted } from '#proxy/base/store/sweep/sweep-store.ts'
import { withKeptSince } from '#shared/rules/situation/kept-since.ts'
import type { NextStep } from '#shared/rules/situation/next-step.ts'
import type { FlowState, FlowUpdate, SeenFlow, StoredPerson } from './flow-types.ts'
import { mergePeople } from './merge-people.ts'
import { readingStatement, type Outcome, type WrittenReading } from './reading-statement.ts'

type Read = Omit<FlowUpdate, 'seen'> & { corpId: string }

/** A reading in which known values replace what could not be read. */
type KnownRead = Read & {
  keepsPeople: boolean
}

/** What is written of a reading, if the flow still is as it was seen. */
type Prepared = {
  written: Omit<WrittenReading, 'put' | 'isForNoWebhook'>
  change: Noted
  plans: readonly Plan[] | null
}

/**
 * Stores readings with what follows from them. Most change nothing, or find a new flow: these take
 * one statement. Jobs are cancelled and webhooks told in a transaction.
 * @returns a function that returns false, without a change, if a later reading is stored
 */
export function createReadingWriter(
  database: Database,
  causes: Causes,
): (corpId: string, update: FlowUpdate) => Promise<boolean> {
  const write = readingStatement(database)

  function prepare(read: Read, seen: SeenFlow): Prepared {
    const before = seen.state
    const reading = withKnown(read, before)
    const known = before?.people ?? []
    const people = reading.keepsPeople ? known : withSigners(known, reading, before)
    const after = stateAfter(reading, before, people, causes.planning)
    const change = toChange(read, seen, after, read.readAt)
    return {
      written: {
        reading,
        after,
        people: isDeepStrictEqual(known, people) ? null : people,
        version: seen.version,
        scheduled: scheduleOf(change),
      },
      change,
      plans: causes.plan(change),
    }
  }

  async function writeIn(tx: Database, prepared: Prepared): Promise<Outcome> {
    const { written, change, plans } = prepared
    // First, as it locks the flow.
    const outcome = await readingStatement(tx)({ ...written, put: [], isForNoWebhook: false })
    if (!outcome.isStored || plans === null) return outcome
    const isAnyPut = await putJobs(tx, await jobsOf(tx, change, plans), change.at)
    return { isStored: true, isAnyPut }
  }

  /** @param seen without a lock, so that nothing is stored if the flow has changed since */
  async function writeIfSame(read: Read, seen: SeenFlow): Promise<Outcome> {
    const prepared = prepare(read, seen)
    const { written, change, plans } = prepared
    if (plans !== null && change.before !== null)
      return database.transaction((tx) => writeIn(tx, prepared))
    const planned = plans ?? []
    return write({
      ...written,
      put: planned.flatMap(({ put }) => put),
      isForNoWebhook: planned.some(({ forWebhooks }) => forWebhooks !== undefined),
    })
  }

  async function writeLocked(read: Read): Promise<Outcome> {
    return database.transaction(async (tx) => {
      const seen = await lockFlow(tx, read)
      if (isOlder(read, seen)) return notStored
      const outcome = await writeIn(tx, prepare(read, seen))
      if (outcome.isStored || seen.state !== null) return outcome
      // Another one has stored it meanwhile, or its organisation has given up the app.
      const found = await lockFlow(tx, read)
      if (found.state === null || isOlder(read, found)) return notStored
      return writeIn(tx, prepare(read, found))
    })
  }

  return async (corpId, { seen, ...update }) => {
    const read = asStored({ corpId, ...update })
    const isNews = seen !== undefined && !isOlder(read, seen)
    const { isStored, isAnyPut } = isNews ? await writeIfSame(read, seen) : notStored
    const outcome = isStored ? { isStored, isAnyPut } : await writeLocked(read)
    if (outcome.isAnyPut) causes.notifyOfPut()
    return outcome.isStored
  }
}

const notStored: Outcome = { isStored: false, isAnyPut: false }

function isOlder({ order }: Read, seen: SeenFlow): boolean {
  return seen.order !== null && (order === null || order < seen.order)
}

/** As it comes back from the store, so that it can be compared with what is stored. */
function asStored(read: Read): Read {
  return JSON.parse(jsonText(read))
}

function stateAfter(
  reading: Read,
  before: FlowState | null,
  people: readonly StoredPerson[],
  planning: Planning,
): FlowState {
  const { title, status, initiator, signed = null, createdAt } = reading
  const known = before?.initiator
  return {
    title: title ?? before?.title ?? null,
    status,
    nextStep: reading.nextStep,
    signed: signed ?? (before?.status === status ? before.signed : null),
    lastLogAt: reading.lastLogAt,
    deadline: before?.deadline ?? null,
    initiator: {
      userId: known?.userId ?? null,
      name: initiator.name ?? known?.name ?? null,
      organization: initiator.organization ?? known?.organization ?? null,
    },
    createdAt: createdAt ?? before?.createdAt ?? null,
    isByApp: before?.isByApp ?? false,
    readAt: reading.readAt,
    isPlanned: planning.isPlanned || before?.isPlanned === true,
    turnsBy: planning.isPlanned ? planning.turnsBy : (before?.turnsBy ?? null),
    people,
    reminders: before?.reminders ?? null,
  }
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
