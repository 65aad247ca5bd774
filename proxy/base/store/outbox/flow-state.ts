import { asc } from 'drizzle-orm'
import type { FlowStatus } from '#shared/rules/codes/flow-status.ts'
import type { NextStep } from '#shared/rules/situation/next-step.ts'
import type { Database } from '#proxy/base/store/database.ts'
import { isOneOf, keyTextOf, type FlowKey } from '#proxy/base/store/flow-key.ts'
import type { StoredPerson } from '#proxy/base/store/flows/flow-types.ts'
import { readPeopleOf } from '#proxy/base/store/flows/flow-people.ts'
import { flows } from '#proxy/base/store/schema.ts'
import { autoReminders } from './outbox-schema.ts'

/** The stored state of a flow that decides what is sent about it. Times are epoch milliseconds. */
export type FlowState = {
  title: string | null
  status: FlowStatus
  nextStep: NextStep | null
  /** See `FlowUpdate`; from the same reading as `nextStep`. */
  lastLogAt: number | null
  deadline: number | null
  initiator: { userId: string | null; name: string | null; organization: string | null }
  createdAt: number | null
  /** Whether it was started through us, so that it was in progress when first stored. */
  isByApp: boolean
  /** When upstream was last read; null for never. */
  readAt: number | null
  isPlanned: boolean
  turnsBy: TurnsBy | null
  /** Signers in order, then people who get a copy. */
  people: readonly StoredPerson[]
  reminders: AutoReminders | null
}

/**
 * How DingTalk shows people that it is their turn: as to-dos, or as tasks of the process centre.
 */
export type TurnsBy = 'todo' | 'process'

/** How often and in whose name people are reminded automatically. */
export type AutoReminders = {
  every: 'day' | 'three-days' | 'last-day'
  userId: string
  name: string
  /** When it was configured. */
  at: number
}

/** The state's columns of a flow's own row. */
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
 * Reads and locks flows within a transaction.
 * @returns the flows by `keyTextOf`, without unknown ones
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
