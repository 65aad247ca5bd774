import { getTableColumns, sql, type SQL } from 'drizzle-orm'
import type { PgColumn } from 'drizzle-orm/pg-core'
import { jsonText } from '#proxy/base/store/columns.ts'
import { corps } from '#proxy/base/store/corps/corp-schema.ts'
import type { Database } from '#proxy/base/store/database.ts'
import type { NewJob } from '#proxy/base/store/jobs/job.ts'
import { jobRow } from '#proxy/base/store/jobs/job-writes.ts'
import { jobs } from '#proxy/base/store/jobs/jobs-schema.ts'
import { insertedRows } from '#proxy/base/store/rows.ts'
import { flowPeople, flows, flowStages } from '#proxy/base/store/schema.ts'
import type { Scheduled } from '#proxy/base/store/sweep/sweep-store.ts'
import { sweeps } from '#proxy/base/store/sweep/sweep-schema.ts'
import { webhooks } from '#proxy/base/store/webhooks/webhook-schema.ts'
import { searchTextOf } from './flow-people.ts'
import type { FlowState, FlowUpdate, SeenFlow, StoredPerson } from './flow-types.ts'

/** A reading with all that is written of it. */
export type WrittenReading = {
  reading: FlowUpdate & { corpId: string }
  after: FlowState
  /** Null if they are as before. */
  people: readonly StoredPerson[] | null
  /** See `SeenFlow`; nothing is written over another version. */
  version: SeenFlow['version']
  /** Null if it is not to be read again. */
  scheduled: Scheduled | null
  /** Jobs with new keys; existing ones stay as they are. */
  put: readonly NewJob[]
  /** Whether nothing is to be written if its organisation has a webhook. */
  isForNoWebhook: boolean
}

export type Outcome = { isStored: boolean; isAnyPut: boolean }

const readColumns = without(
  getTableColumns(flows),
  'deadline',
  'generation',
  'initiatorUserId',
  'reference',
  'registeredAt',
  'startFiles',
  'startPage',
)

/** The others stay as they were first stored. */
const replacedColumns = without(readColumns, 'corpId', 'taskId', 'firstSeenAt', 'startedHere')

const { position, ...personColumns } = without(getTableColumns(flowPeople), 'corpId', 'taskId')

const newJobColumns = without(
  getTableColumns(jobs),
  'id',
  'reason',
  'detail',
  'result',
  'tries',
  'puts',
  'claim',
  'claimedUntil',
  'settledAt',
)

function without<Columns extends Record<string, PgColumn>, Name extends keyof Columns & string>(
  columns: Columns,
  ...names: readonly Name[]
): Omit<Columns, Name> {
  const left = { ...columns }
  for (const name of names) delete left[name]
  return left
}

/** A statement for `database`, or for a transaction. */
export function readingStatement(
  database: Database,
): (written: WrittenReading) => Promise<Outcome> {
  const statement = database
    .with(...parts(database))
    .select({
      isStored: sql<boolean>`exists (select from written)`,
      isAnyPut: sql<boolean>`exists (select from put)`,
    })
    .from(sql`(select) as one`)
    .prepare('write_reading')
  return async (written) => {
    const [outcome] = await statement.execute(toParameters(written))
    if (outcome === undefined) throw new Error('a select of one row answered none')
    return outcome
  }
}

/**
 * What follows from the flow's row being written. A reading may end after its organisation removed
 * the app and its data were deleted.
 */
function parts(database: Database) {
  const { placeholder } = sql
  const flow = insertedRows(readColumns, sql`${placeholder('flow')}`)
  const people = insertedRows(
    { ...keyColumns(flowPeople), position, ...personColumns },
    sql`${placeholder('people')}`,
  )
  const put = insertedRows(newJobColumns, sql`${placeholder('put')}`)
  const ofWritten = (table: FlowTable) =>
    sql`${table.corpId} = written.corp_id and ${table.taskId} = written.task_id`
  const part = (name: string, written: SQL) => database.$with(name, {}).as(written)
  return [
    part(
      'written',
      sql`insert into ${flows} (${flow.names}) select ${flow.values} from ${flow.rows}
        where not exists (
          select from ${corps} where ${corps.corpId} = row."corpId"
            and ${corps.state} = 'relieved'
        ) and not exists (
          select from ${webhooks} where ${placeholder('isForNoWebhook')}::boolean
            and ${webhooks.corpId} = row."corpId" and ${webhooks.endedAt} is null
        )
        on conflict (corp_id, task_id) do update set ${replaced(replacedColumns)},
          start_page = case when excluded.status = 'draft' then ${flows.startPage} end
        where ${flows}.xmin::text = ${placeholder('version')}::text
        returning corp_id, task_id`,
    ),
    part(
      'stages',
      sql`insert into ${flowStages} (corp_id, task_id, finished)
        select corp_id, task_id, ${placeholder('finished')}::jsonb from written
        where ${placeholder('finished')}::jsonb is not null
        on conflict (corp_id, task_id) do update set finished = excluded.finished
        where ${flowStages.finished} is distinct from excluded.finished`,
    ),
    part(
      'people',
      sql`insert into ${flowPeople} (${people.names}) select ${people.values}
        from written, ${people.rows}
        on conflict (corp_id, task_id, position) do update set ${replaced(personColumns)}`,
    ),
    part(
      'people_left_out',
      sql`delete from ${flowPeople} using written where ${ofWritten(flowPeople)}
        and ${flowPeople.position} >= ${placeholder('peopleCount')}::integer`,
    ),
    part(
      'scheduled',
      sql`insert into ${sweeps} (corp_id, task_id, active_at, read_at, next_at)
        select corp_id, task_id, ${placeholder('activeAt')}::bigint, ${placeholder('readAt')}::bigint,
          ${placeholder('nextAt')}::bigint from written
        where ${placeholder('nextAt')}::bigint is not null
        on conflict (corp_id, task_id) do update set active_at = excluded.active_at,
          read_at = excluded.read_at, next_at = excluded.next_at`,
    ),
    part(
      'unscheduled',
      sql`delete from ${sweeps} using written where ${ofWritten(sweeps)}
        and ${placeholder('nextAt')}::bigint is null`,
    ),
    part(
      'put',
      sql`insert into ${jobs} (${put.names}) select ${put.values} from written, ${put.rows}
        on conflict (corp_id, key) do nothing returning id`,
    ),
  ]
}

type FlowTable = { corpId: PgColumn; taskId: PgColumn }

function keyColumns({ corpId, taskId }: FlowTable) {
  return { corpId, taskId }
}

function replaced(columns: Readonly<Record<string, PgColumn>>): SQL {
  const sets = Object.values(columns).map(({ name }) => {
    const column = sql.identifier(name)
    return sql`${column} = excluded.${column}`
  })
  return sql.join(sets, sql`, `)
}

function toParameters(written: WrittenReading): Record<string, unknown> {
  const { reading, after, people, version, scheduled, put, isForNoWebhook } = written
  const { corpId, taskId, finishedStages } = reading
  const rows = (people ?? []).map(({ order: signOrder, ...person }, index) => {
    return { corpId, taskId, position: index, signOrder, ...person }
  })
  return {
    flow: jsonText([toRow(reading, after)]),
    version,
    finished: finishedStages.length === 0 ? null : jsonText(finishedStages),
    people: jsonText(rows),
    peopleCount: people === null ? null : people.length,
    activeAt: scheduled?.activeAt ?? null,
    readAt: scheduled?.readAt ?? null,
    nextAt: scheduled?.nextAt ?? null,
    put: jsonText(put.map((job) => jobRow(job, reading.readAt))),
    isForNoWebhook,
  }
}

function toRow(
  reading: WrittenReading['reading'],
  after: FlowState,
): Record<keyof typeof readColumns, unknown> {
  const { corpId, taskId, statusCode, readAt, order } = reading
  const { title, status, initiator, nextStep, signed, lastLogAt, createdAt } = after
  return {
    corpId,
    taskId,
    title,
    status,
    statusCode,
    initiatorName: initiator.name,
    initiatorOrganization: initiator.organization,
    nextStep,
    signed,
    lastLogAt,
    createdAt,
    firstSeenAt: readAt,
    confirmedAt: readAt,
    readingOrder: order,
    startedHere: false,
    isPlanned: after.isPlanned,
    turnsBy: after.turnsBy,
    searchText: searchTextOf({ taskId, title, initiator }, after.people),
  }
}
