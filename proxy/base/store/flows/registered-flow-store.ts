import { isDeepStrictEqual } from 'node:util'
import { and, asc, eq, sql } from 'drizzle-orm'
import type { Database } from '#proxy/base/store/database.ts'
import { isAbout, type FlowKey } from '#proxy/base/store/flow-key.ts'
import { readPeople, writePeople, writeSearchText } from './flow-people.ts'
import { identifiedSigners, mergePeople } from './merge-people.ts'
import type { StoredPerson, NewPerson } from './flow-types.ts'
import { flows } from '#proxy/base/store/schema.ts'
import { corps } from '#proxy/base/store/corps/corp-schema.ts'
import type { Causes } from '#proxy/base/store/outbox/causes.ts'
import type { EpochMs } from '#shared/rules/time.ts'

/** A flow started elsewhere, as registered by another system or an admin. */
export type Registration = {
  taskId: string
  title: string | null
  deadline: EpochMs | null
  /** Null keeps the stored value. */
  initiatorUserId: string | null
  /** Null keeps the stored people. */
  people: readonly NewPerson[] | null
  signedAt: EpochMs
  at: EpochMs
}

export type Registered = {
  /** Names of the people whom it added. */
  added: string[]
}

/** Flows started elsewhere, and their people. */
export type RegisteredFlowStore = {
  /**
   * Stores a flow and replaces its people, unless a registration signed later is stored, or its
   * organisation has given up the app. A flow that the app itself started keeps its initiator, title
   * and people; it gets further people, and the deadline.
   * @returns false if nothing changed
   */
  record(corpId: string, registration: Registration): Promise<Registered | false>
  /** Whether the app itself started a flow, so that its initiator is certain. */
  isStartedByApp(corpId: string, taskId: string): Promise<boolean>
}

export function createRegisteredFlowStore(database: Database, causes: Causes): RegisteredFlowStore {
  return {
    record(corpId, registration) {
      const { taskId, at } = registration
      return causes.changeAndRead(database, { corpId, taskId }, at, (tx) =>
        write(tx, corpId, registration),
      )
    },
    async isStartedByApp(corpId, taskId) {
      const found = await database
        .select({ taskId: flows.taskId })
        .from(flows)
        .where(and(isAbout(flows, { corpId, taskId }), isOurs))
      return found.length > 0
    },
  }
}

/** Started by the app itself; a reference of ours stays when it is registered too. */
const isOurs = sql<boolean>`(${flows.startedHere} and (${flows.registeredAt} is null or ${flows.reference} is not null))`

async function write(
  tx: Database,
  corpId: string,
  registration: Registration,
): Promise<Registered | false> {
  const { taskId, title, deadline, initiatorUserId, people, signedAt } = registration
  if (await isRelieved(tx, corpId)) return false
  const isNew = await insert(tx, corpId, registration)
  const isThis = isAbout(flows, { corpId, taskId })
  const [known] = await tx
    .select({
      title: flows.title,
      deadline: flows.deadline,
      initiatorUserId: flows.initiatorUserId,
      startedHere: flows.startedHere,
      confirmedAt: flows.confirmedAt,
      registeredAt: flows.registeredAt,
      isOurs,
    })
    .from(flows)
    .where(isThis)
    .orderBy(asc(flows.taskId))
    .for('update')
  if (known === undefined) throw new Error('a flow that was just written is not there')
  const { confirmedAt, registeredAt, isOurs: wasOurs, ...before } = known
  // A flow that this very registration has inserted is not ours.
  const isKept = !isNew && wasOurs
  if (!isKept && registeredAt !== null && registeredAt > signedAt) return false
  // e签宝's title wins once it is known.
  const isTitleKept = isKept || confirmedAt !== null
  const after = {
    title: isTitleKept ? (before.title ?? title) : (title ?? before.title),
    deadline: deadline ?? before.deadline,
    initiatorUserId: isKept
      ? (before.initiatorUserId ?? initiatorUserId)
      : (initiatorUserId ?? before.initiatorUserId),
    startedHere: true,
  }
  await tx
    .update(flows)
    .set({ ...after, ...(isKept ? {} : { registeredAt: signedAt }) })
    .where(isThis)
  const key = { corpId, taskId }
  const had = await readPeople(tx, key)
  const isReplaced =
    people !== null &&
    (await replacePeople(tx, key, had, {
      people: isKept ? withKnown(had, people) : withOutsiders(had, people),
      isRead: confirmedAt !== null,
    }))
  await writeSearchText(tx, key)
  if (!isNew && !isReplaced && isDeepStrictEqual(after, before)) return false
  const hadIds = new Set(had.map(({ userId }) => userId))
  const added = (people ?? []).filter(({ userId }) => !hadIds.has(userId))
  return { added: added.map(({ name }) => name ?? '') }
}

/**
 * The people with whom a flow was started, and those whom a registration adds. One with the name of
 * a known signer gets a copy, as two signers of one name would leave it open whose turn it is.
 */
function withKnown(known: readonly StoredPerson[], registered: readonly NewPerson[]): NewPerson[] {
  const kept = known.filter(isIdentified).map(toNewPerson)
  const ids = new Set(kept.map(({ userId }) => userId))
  const names = new Set(identifiedSigners(kept).map(({ name }) => name))
  const added = registered
    .filter(({ userId }) => !ids.has(userId))
    .map((person) => (names.has(person.name) ? { ...person, role: 'cc' as const } : person))
  return signersFirst([...kept, ...added])
}

/** Outsiders have no user id, so registrations never contain them. */
function withOutsiders(known: readonly StoredPerson[], people: readonly NewPerson[]): NewPerson[] {
  const outsiders = known.filter(({ account }) => account !== null).map(toNewPerson)
  return signersFirst([...people, ...outsiders])
}

function signersFirst(people: readonly NewPerson[]): NewPerson[] {
  const isSigner = ({ role }: NewPerson) => role === 'signer'
  return [...people.filter(isSigner), ...people.filter((person) => !isSigner(person))]
}

/** Its data may have been deleted already. */
async function isRelieved(tx: Database, corpId: string): Promise<boolean> {
  const found = await tx
    .select({ corpId: corps.corpId })
    .from(corps)
    .where(and(eq(corps.corpId, corpId), eq(corps.state, 'relieved')))
  return found.length > 0
}

/** @returns whether it was unknown before */
async function insert(
  tx: Database,
  corpId: string,
  { taskId, at }: Registration,
): Promise<boolean> {
  const inserted = await tx
    .insert(flows)
    .values({
      corpId,
      taskId,
      status: 'signing',
      firstSeenAt: at,
      startedHere: true,
      searchText: '',
    })
    .onConflictDoNothing()
    .returning({ taskId: flows.taskId })
  return inserted.length > 0
}

/** @returns whether they changed */
async function replacePeople(
  tx: Database,
  key: FlowKey,
  known: readonly StoredPerson[],
  { people, isRead }: { people: readonly NewPerson[]; isRead: boolean },
): Promise<boolean> {
  // Whose turn it is stays as last read.
  if (isDeepStrictEqual(known.filter(isIdentified).map(toNewPerson), people)) return false
  const read = isRead ? known.filter(({ role }) => role === 'signer') : []
  const merged = mergePeople(
    people.map((person) => ({ ...person, isWaitedFor: false })),
    read,
  )
  await writePeople(tx, key, merged, known)
  return true
}

/** Signers known only from e签宝 have neither. */
function isIdentified({ userId, account }: StoredPerson): boolean {
  return userId !== null || account !== null
}

function toNewPerson({ isWaitedFor: _isWaitedFor, ...person }: StoredPerson): NewPerson {
  return person
}
