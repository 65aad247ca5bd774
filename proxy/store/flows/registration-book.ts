import { isDeepStrictEqual } from 'node:util'
import { and, asc, eq, isNull } from 'drizzle-orm'
import type { Database } from '#proxy/store/database.ts'
import { isAbout, type FlowKey } from '#proxy/store/flow-key.ts'
import { readPeople, writePeople, writeSearchTexts } from './flow-people.ts'
import { mergePeople } from './merge-people.ts'
import type { StoredPerson, Generation, NewPerson } from './flow-types.ts'
import { flows } from '#proxy/store/schema.ts'
import { corps } from '#proxy/store/corps/corp-schema.ts'
import type { Causes } from '#proxy/store/outbox/causes.ts'

/** A flow started elsewhere, as registered by another system or an admin. */
export type Registration = {
  taskId: string
  title: string | null
  /** Deadline for signing, epoch milliseconds. */
  deadline: number | null
  /** Null keeps the stored value. */
  initiatorUserId: string | null
  /** Null keeps the stored people. */
  people: readonly NewPerson[] | null
  generation: Generation
  /** When it was signed, epoch milliseconds. */
  signedAt: number
  /** When it arrived, epoch milliseconds. */
  at: number
}

/** Flows started elsewhere, and their people. */
export type RegistrationBook = {
  /**
   * Stores a flow and replaces its people, unless a registration signed later is stored, or its
   * organisation has given up the app.
   * @returns whether anything changed
   */
  record(corpId: string, registration: Registration): Promise<boolean>
  /** Whether the app itself started a flow, so that its initiator is certain. */
  isStartedByApp(corpId: string, taskId: string): Promise<boolean>
}

export function createRegistrationBook(database: Database, causes: Causes): RegistrationBook {
  return {
    record(corpId, registration) {
      const { taskId, at } = registration
      return causes.changeOne(database, { corpId, taskId }, at, (tx) =>
        write(tx, corpId, registration),
      )
    },
    async isStartedByApp(corpId, taskId) {
      const found = await database
        .select({ taskId: flows.taskId })
        .from(flows)
        .where(
          and(isAbout(flows, { corpId, taskId }), flows.startedHere, isNull(flows.registeredAt)),
        )
      return found.length > 0
    },
  }
}

async function write(tx: Database, corpId: string, registration: Registration): Promise<boolean> {
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
    })
    .from(flows)
    .where(isThis)
    .orderBy(asc(flows.taskId))
    .for('update')
  if (known === undefined) throw new Error('a flow that was just written is not there')
  const { confirmedAt, registeredAt, ...before } = known
  if (registeredAt !== null && registeredAt > signedAt) return false
  const after = {
    // e签宝's title wins once it is known.
    title: confirmedAt === null ? (title ?? before.title) : (before.title ?? title),
    deadline: deadline ?? before.deadline,
    initiatorUserId: initiatorUserId ?? before.initiatorUserId,
    startedHere: true,
  }
  await tx
    .update(flows)
    .set({ ...after, registeredAt: signedAt })
    .where(isThis)
  const isReplaced =
    people !== null && (await replacePeople(tx, { corpId, taskId }, people, confirmedAt !== null))
  await writeSearchTexts(tx, [{ corpId, taskId }])
  return isNew || isReplaced || !isDeepStrictEqual(after, before)
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
  { taskId, generation, at }: Registration,
): Promise<boolean> {
  const inserted = await tx
    .insert(flows)
    .values({
      corpId,
      taskId,
      status: 'signing',
      firstSeenAt: at,
      startedHere: true,
      generation,
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
  registered: readonly NewPerson[],
  isRead: boolean,
): Promise<boolean> {
  const known = await readPeople(tx, key)
  // Whose turn it is stays as last read.
  if (isDeepStrictEqual(known.filter(isRegistered).map(toRegistered), registered)) return false
  const people = registered.map((person) => ({ ...person, isWaitedFor: false }))
  // Outsiders have no user id, so registrations never contain them.
  const outside = known.filter(({ account }) => account !== null)
  const read = isRead ? known.filter(({ role }) => role === 'signer') : []
  await writePeople(tx, [{ ...key, people: mergePeople([...people, ...outside], read) }])
  return true
}

/** Signers known only from e签宝 have no user id. */
function isRegistered({ userId }: StoredPerson): boolean {
  return userId !== null
}

function toRegistered({ isWaitedFor: _isWaitedFor, ...person }: StoredPerson): NewPerson {
  return person
}
