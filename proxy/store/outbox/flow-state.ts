import { asc, sql, type SQL } from 'drizzle-orm'
import type { FlowStatus } from '#shared/rules/codes/flow-status.ts'
import type { NextStep } from '#shared/rules/situation/next-step.ts'
import type { Database } from '#proxy/store/database.ts'
import type { StoredPerson } from '#proxy/store/flows/flow-types.ts'
import { flowPeople, flows } from '#proxy/store/schema.ts'
import { autoReminders } from './outbox-schema.ts'

/** What is remembered of a flow that decides what is sent about it. Times are epoch milliseconds. */
export type FlowState = {
  title: string | null
  status: FlowStatus
  nextStep: NextStep | null
  deadline: number | null
  initiator: { userId: string | null; name: string | null }
  createdAt: number | null
  /** Whether it was started through us, so that it was under way when it was first remembered. */
  isByApp: boolean
  /** Whether upstream has told of it. */
  isRead: boolean
  isPlanned: boolean
  /** Signers in their order, then those who get a copy. */
  people: StoredPerson[]
  reminders: AutoReminders | null
}

/** How often people are reminded by themselves, and in whose name. */
export type AutoReminders = {
  every: 'day' | 'three-days' | 'last-day'
  userId: string
  name: string
  /** When it was set. */
  at: number
}

export type FlowKey = { corpId: string; taskId: string }

export function keyTextOf({ corpId, taskId }: FlowKey): string {
  return JSON.stringify([corpId, taskId])
}

function isOneOf(
  table: typeof flows | typeof flowPeople | typeof autoReminders,
  keys: readonly FlowKey[],
): SQL {
  const rows = keys.map(
    ({ corpId, taskId }) =>
      sql`(${sql.param(corpId, table.corpId)}, ${sql.param(taskId, table.taskId)})`,
  )
  return sql`(${table.corpId}, ${table.taskId}) in (${sql.join(rows, sql`, `)})`
}

/**
 * Reads flows within a transaction, whose rows nobody else changes until it ends.
 * @returns them by `keyTextOf`; those that are not known are missing
 */
export async function readFlowStates(
  tx: Database,
  keys: readonly FlowKey[],
): Promise<Map<string, FlowState>> {
  if (keys.length === 0) return new Map()
  const found = await tx
    .select({
      corpId: flows.corpId,
      taskId: flows.taskId,
      title: flows.title,
      status: flows.status,
      nextStep: flows.nextStep,
      deadline: flows.deadline,
      initiatorUserId: flows.initiatorUserId,
      initiatorName: flows.initiatorName,
      createdAt: flows.createdAt,
      startedHere: flows.startedHere,
      registeredAt: flows.registeredAt,
      confirmedAt: flows.confirmedAt,
      isPlanned: flows.isPlanned,
    })
    .from(flows)
    .where(isOneOf(flows, keys))
    .orderBy(asc(flows.corpId), asc(flows.taskId))
    .for('update')
  if (found.length === 0) return new Map()
  const people = await tx
    .select({
      corpId: flowPeople.corpId,
      taskId: flowPeople.taskId,
      person: {
        role: flowPeople.role,
        name: flowPeople.name,
        userId: flowPeople.userId,
        account: flowPeople.account,
        order: flowPeople.signOrder,
        requirement: flowPeople.requirement,
        isWaitedFor: flowPeople.isWaitedFor,
      },
    })
    .from(flowPeople)
    .where(isOneOf(flowPeople, found))
    .orderBy(asc(flowPeople.position))
  const reminders = await tx.select().from(autoReminders).where(isOneOf(autoReminders, found))
  const states = new Map<string, FlowState>()
  for (const { corpId, taskId, ...flow } of found) {
    const { initiatorUserId, initiatorName, startedHere, registeredAt, confirmedAt, ...rest } = flow
    states.set(keyTextOf({ corpId, taskId }), {
      ...rest,
      initiator: { userId: initiatorUserId, name: initiatorName },
      isByApp: startedHere && registeredAt === null,
      isRead: confirmedAt !== null,
      people: [],
      reminders: null,
    })
  }
  for (const { person, ...flow } of people) states.get(keyTextOf(flow))?.people.push(person)
  for (const { corpId, taskId, ...set } of reminders) {
    const state = states.get(keyTextOf({ corpId, taskId }))
    if (state !== undefined) state.reminders = set
  }
  return states
}
