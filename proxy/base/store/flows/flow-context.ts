import { sql, type SQL } from 'drizzle-orm'
import type { Database } from '#proxy/base/store/database.ts'
import { flowColumns, toRecord } from './flow-row.ts'
import type { FlowContext, SharedFlowContext } from './flow-types.ts'
import { Batcher } from '#proxy/base/store/batcher.ts'
import { flowDocuments, flowPeople, flows, flowViews, urges } from '#proxy/base/store/schema.ts'
import { storable } from '#proxy/base/store/columns.ts'
import { standingColumns } from './standing.ts'

/** A requested flow context; an empty user id stands for no viewer. */
type Wanted = { corpId: string; taskId: string; userId: string }

const maxReminders = 20

/** Lets some requests share a query (milliseconds). */
const spacingMs = 5

/** Reads flow contexts, which are needed whenever somebody opens a flow. */
export function createFlowContextReader(database: Database) {
  const question = questionTo(database)
  const batcher = new Batcher<Wanted, FlowContext>({
    handle: (wanted) => readFlowContexts(question, wanted),
    database,
    spacingMs,
  })
  return {
    flowContextOf: (corpId: string, taskId: string, userId: string) =>
      batcher.add({ corpId, taskId, userId }),
    async sharedFlowContextOf(corpId: string, taskId: string): Promise<SharedFlowContext> {
      const { standing: _standing, ...shared } = await batcher.add({ corpId, taskId, userId: '' })
      return shared
    },
  }
}

/** Reads all of them with one query. @returns in the order of `wanted` */
async function readFlowContexts(
  question: ReturnType<typeof questionTo>,
  wanted: readonly Wanted[],
): Promise<FlowContext[]> {
  const textsOf = (name: keyof Wanted) => wanted.map((one) => storable(one[name]))
  const rows = await question.execute({
    corpIds: textsOf('corpId'),
    taskIds: textsOf('taskId'),
    userIds: textsOf('userId'),
  })
  return rows.map(({ flow, ...rest }) => ({ ...rest, flow: flow === null ? null : toRecord(flow) }))
}

/**
 * A prepared statement, as it runs all the time: building it takes as much time of the event loop
 * as sending it, and Postgres reuses the plan of a named one.
 */
function questionTo(database: Database) {
  return database
    .select({
      flow: flowColumns,
      people: sql<FlowContext['people']>`(
        select ${listOf(
          sql`'role', p.role, 'name', p.name, 'userId', p.user_id, 'account', p.account,
            'organization', p.organization, 'order', p.sign_order, 'requirement', p.requirement, 'isWaitedFor', p.is_waited_for`,
          sql`p.position`,
        )} from ${flowPeople} as p where p.corp_id = wanted.corp_id and p.task_id = wanted.task_id
      )`,
      urges: sql<FlowContext['urges']>`(
        select ${listOf(
          sql`'id', u.id, 'userId', u.user_id, 'name', u.name, 'recipients', u.recipients,
            'at', u.at`,
          sql`u.at desc, u.id desc`,
        )} from (
          select * from ${urges} as all_urges
          where all_urges.corp_id = wanted.corp_id and all_urges.task_id = wanted.task_id
          order by all_urges.at desc, all_urges.id desc limit ${maxReminders}
        ) as u
      )`,
      signLinks: sql<FlowContext['signLinks']>`(
        select ${listOf(sql`'name', l.detail, 'count', l.count, 'at', l.at`, sql`l.at desc`)} from (
          select detail, count(*), max(at) as at from ${flowViews} as taken
          where taken.corp_id = wanted.corp_id and taken.task_id = wanted.task_id
            and taken.kind = 'sign-link-made' group by detail
        ) as l
      )`,
      documents: sql<FlowContext['documents']>`(
        select json_build_object('status', d.status, 'files', d.files) from ${flowDocuments} as d
        where d.corp_id = wanted.corp_id and d.task_id = wanted.task_id
      )`,
      standing: standingColumns,
    })
    .from(
      sql`unnest(
        ${sql.placeholder('corpIds')}::text[],
        ${sql.placeholder('taskIds')}::text[],
        ${sql.placeholder('userIds')}::text[]
      ) with ordinality as wanted(corp_id, task_id, user_id, number)`,
    )
    .leftJoin(flows, sql`${flows.corpId} = wanted.corp_id and ${flows.taskId} = wanted.task_id`)
    .orderBy(sql`wanted.number`)
    .prepare('flow_contexts')
}

function listOf(fields: SQL, order: SQL): SQL {
  return sql`coalesce(json_agg(json_build_object(${fields}) order by ${order}), '[]')`
}
