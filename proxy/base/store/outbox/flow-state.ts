import type { ContractState } from '#shared/rules/situation/happenings.ts'
import type { Database } from '#proxy/base/store/database.ts'
import { isAbout, type FlowKey } from '#proxy/base/store/flow-key.ts'
import type { SignedCount, StoredPerson } from '#proxy/base/store/flows/flow-types.ts'
import { readPeople } from '#proxy/base/store/flows/flow-people.ts'
import { flows } from '#proxy/base/store/schema.ts'
import { autoReminders } from './outbox-schema.ts'
import type { EpochMs } from '#shared/rules/time.ts'

export type FlowState = Omit<ContractState, 'signed' | 'people'> & {
  /** See `StoredFlow`. */
  signed: SignedCount | null
  /** See `FlowUpdate`; from the same reading as `nextStep`. */
  lastLogAt: EpochMs | null
  initiator: { userId: string | null; name: string | null; organization: string | null }
  people: readonly StoredPerson[]
  reminders: AutoReminders | null
}

export type AutoReminders = {
  every: 'day' | 'three-days' | 'last-day'
  userId: string
  name: string
  at: EpochMs
}

export const stateColumns = {
  corpId: flows.corpId,
  taskId: flows.taskId,
  title: flows.title,
  status: flows.status,
  nextStep: flows.nextStep,
  signed: flows.signed,
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
  const { title, status, nextStep, signed, lastLogAt, deadline, createdAt } = row
  const { isPlanned, turnsBy } = row
  return {
    title,
    status,
    nextStep,
    signed,
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

/** Reads and locks a flow within a transaction; null if it is unknown. */
export async function readFlowState(tx: Database, key: FlowKey): Promise<FlowState | null> {
  const [row] = await tx
    .select(stateColumns)
    .from(flows)
    .where(isAbout(flows, key))
    .for('update')
    .prepare('flow_state')
    .execute()
  if (row === undefined) return null
  const people = await readPeople(tx, key)
  const [found] = await tx.select().from(autoReminders).where(isAbout(autoReminders, key))
  if (found === undefined) return toFlowState(row, { people, reminders: null })
  const { corpId: _corpId, taskId: _taskId, ...reminders } = found
  return toFlowState(row, { people, reminders })
}
