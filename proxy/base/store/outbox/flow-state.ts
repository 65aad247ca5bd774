import { sql, type SQL } from 'drizzle-orm'
import type { Database } from '#proxy/base/store/database.ts'
import { isAbout, type FlowKey } from '#proxy/base/store/flow-key.ts'
import type {
  AutoReminders,
  BegunReading,
  FlowState,
  SeenFlow,
  StoredPerson,
} from '#proxy/base/store/flows/flow-types.ts'
import { peopleOf } from '#proxy/base/store/flows/flow-people.ts'
import { storable } from '#proxy/base/store/columns.ts'
import { flows, readingOrder as readingNumbers } from '#proxy/base/store/schema.ts'
import { sweeps } from '#proxy/base/store/sweep/sweep-schema.ts'
import { autoReminders } from './outbox-schema.ts'

const stateColumns = {
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

/** Of a flow and of what belongs to it, to select from `wanted`, see `seenFrom`. */
const seenColumns = {
  flow: stateColumns,
  readingOrder: flows.readingOrder,
  // Postgres marks a row with the transaction that wrote it.
  version: sql<string | null>`${flows}.xmin::text`,
  people: peopleOf(sql`wanted`),
  reminders: sql<AutoReminders | null>`(
    select json_build_object('every', a.every, 'userId', a.user_id, 'name', a.name, 'at', a.at)
    from ${autoReminders} as a
    where a.corp_id = wanted.corp_id and a.task_id = wanted.task_id
  )`,
  activeAt: sql`(
    select s.active_at from ${sweeps} as s
    where s.corp_id = wanted.corp_id and s.task_id = wanted.task_id
  )`.mapWith(sweeps.activeAt),
}

type SeenRow = {
  flow: Pick<typeof flows.$inferSelect, keyof typeof stateColumns> | null
  readingOrder: number | null
  version: string | null
  people: readonly StoredPerson[]
  reminders: AutoReminders | null
  activeAt: number | null
}

const wanted = sql`(select
  ${sql.placeholder('corpId')}::text as corp_id,
  ${sql.placeholder('taskId')}::text as task_id
) as wanted`

const ofWanted: SQL = sql`${flows.corpId} = wanted.corp_id and ${flows.taskId} = wanted.task_id`

const unknown: SeenFlow = { state: null, version: null, order: null, activeAt: null }

function toSeenFlow(row: SeenRow): SeenFlow {
  const { flow, version, readingOrder: order, people, reminders, activeAt } = row
  if (flow === null) return unknown
  return { state: toFlowState(flow, people, reminders), version, order, activeAt }
}

function toFlowState(
  row: NonNullable<SeenRow['flow']>,
  people: FlowState['people'],
  reminders: FlowState['reminders'],
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

/** Prepared, as every reading begins with it. */
export function createReadingBegin(
  database: Database,
): (corpId: string, taskId: string) => Promise<BegunReading> {
  const question = database
    .select({
      order: sql`nextval(${readingNumbers.seqName})`.mapWith(Number),
      ...seenColumns,
    })
    .from(wanted)
    .leftJoin(flows, ofWanted)
    .prepare('begin_reading')
  return async (corpId, taskId) => {
    const [row] = await question.execute({ corpId: storable(corpId), taskId: storable(taskId) })
    if (row === undefined) throw new Error('a select of one row answered none')
    return { order: row.order, seen: toSeenFlow(row) }
  }
}

/** Reads a flow as it is now. */
export async function seeFlow(database: Database, key: FlowKey): Promise<SeenFlow> {
  const [row] = await database
    .select(seenColumns)
    .from(wanted)
    .leftJoin(flows, ofWanted)
    .prepare('see_flow')
    .execute({ corpId: storable(key.corpId), taskId: storable(key.taskId) })
  if (row === undefined) throw new Error('a select of one row answered none')
  return toSeenFlow(row)
}

/** Reads and locks a flow within a transaction. */
export async function lockFlow(tx: Database, key: FlowKey): Promise<SeenFlow> {
  const locked = await tx
    .select({ taskId: flows.taskId })
    .from(flows)
    .where(isAbout(flows, key))
    .for('update')
    .prepare('lock_flow')
    .execute()
  if (locked.length === 0) return unknown
  // A statement of its own, which sees what others wrote until the lock was free.
  return seeFlow(tx, key)
}
