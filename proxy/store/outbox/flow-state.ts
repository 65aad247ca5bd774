import { asc } from 'drizzle-orm'
import type { FlowStatus } from '#shared/rules/codes/flow-status.ts'
import type { NextStep } from '#shared/rules/situation/next-step.ts'
import type { Database } from '#proxy/store/database.ts'
import { isOneOf, keyTextOf, type FlowKey } from '#proxy/store/flow-key.ts'
import type { StoredPerson } from '#proxy/store/flows/flow-types.ts'
import { readPeopleOf } from '#proxy/store/flows/flow-people.ts'
import { flows } from '#proxy/store/schema.ts'
import { autoReminders } from './outbox-schema.ts'

/** What is remembered of a flow that decides what is sent about it. Times are epoch milliseconds. */
export type FlowState = {
  title: string | null
  status: FlowStatus
  nextStep: NextStep | null
  /** See `FlowUpdate`; of the reading that `nextStep` is from. */
  lastLogAt: number | null
  deadline: number | null
  initiator: { userId: string | null; name: string | null; organization: string | null }
  createdAt: number | null
  /** Whether it was started through us, so that it was under way when it was first remembered. */
  isByApp: boolean
  /** When upstream told of it last; null for never. */
  readAt: number | null
  isPlanned: boolean
  turnsBy: TurnsBy | null
  /** Signers in their order, then those who get a copy. */
  people: readonly StoredPerson[]
  reminders: AutoReminders | null
}

/** What tells people in DingTalk's lists that it is their turn: to-dos, or tasks of the process centre. */
export type TurnsBy = 'todo' | 'process'

/** How often people are reminded by themselves, and in whose name. */
export type AutoReminders = {
  every: 'day' | 'three-days' | 'last-day'
  userId: string
  name: string
  /** When it was set. */
  at: number
}

/** What of a flow's own row is in its state. */
export const stateColumns = {
  corpId: flows.corpId,
  taskId: flows.taskId,
  title: flows.title,
  status: flows.status,
  nextStep: flows.nextStep,
  lastLogAt: flows.lastLogAt,
  deadline: flows.deadline,
  initiatorUserId: flows.initiatorUserId,
  initiatorName: flows.initiatorName,
  initiatorOrganization: flows.initiatorOrganization,
  createdAt: flows.createdAt,
  startedHere: flows.startedHere,
  registeredAt: flows.registeredAt,
  confirmedAt: flows.confirmedAt,
  isPlanned: flows.isPlanned,
  turnsBy: flows.turnsBy,
}

type StateRow = Pick<typeof flows.$inferSelect, keyof typeof stateColumns>

export function toFlowState(
  row: StateRow,
  { people, reminders }: Pick<FlowState, 'people' | 'reminders'>,
): FlowState {
  const { title, status, nextStep, lastLogAt, deadline, createdAt, isPlanned, turnsBy } = row
  return {
    title,
    status,
    nextStep,
    lastLogAt,
    deadline,
    initiator: {
      userId: row.initiatorUserId,
      name: row.initiatorName,
      organization: row.initiatorOrganization,
    },
    createdAt,
    isByApp: row.startedHere && row.registeredAt === null,
    readAt: row.confirmedAt,
    isPlanned,
    turnsBy,
    people,
    reminders,
  }
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
    .select(stateColumns)
    .from(flows)
    .where(isOneOf(flows, keys))
    .orderBy(asc(flows.corpId), asc(flows.taskId))
    .for('update')
    .prepare('flow_states')
    .execute()
  if (found.length === 0) return new Map()
  const people = await readPeopleOf(tx, found)
  const reminders = await tx.select().from(autoReminders).where(isOneOf(autoReminders, found))
  const remindersOf = new Map(
    reminders.map(({ corpId, taskId, ...set }) => [keyTextOf({ corpId, taskId }), set]),
  )
  return new Map(
    found.map((row) => {
      const key = keyTextOf(row)
      const more = { people: people.get(key) ?? [], reminders: remindersOf.get(key) ?? null }
      return [key, toFlowState(row, more)]
    }),
  )
}
