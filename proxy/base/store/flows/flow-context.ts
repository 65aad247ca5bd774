import { sql, type SQL } from 'drizzle-orm'
import type { Database } from '#proxy/base/store/database.ts'
import { peopleOf } from './flow-people.ts'
import { flowColumns, toRecord } from './flow-row.ts'
import type { FlowContext, SharedFlowContext } from './flow-types.ts'
import { flowDocuments, flows, flowViews, reminders } from '#proxy/base/store/schema.ts'
import { storable } from '#proxy/base/store/columns.ts'
import { involvementColumns } from './involvement.ts'

const maxReminders = 20

export function createFlowContextReader(database: Database) {
  const question = questionTo(database)

  async function flowContextOf(
    corpId: string,
    taskId: string,
    userId: string,
  ): Promise<FlowContext> {
    const [row] = await question.execute({
      corpId: storable(corpId),
      taskId: storable(taskId),
      userId: storable(userId),
    })
    if (row === undefined) throw new Error('a select of one row answered none')
    return { ...row, flow: row.flow === null ? null : toRecord(row.flow) }
  }

  return {
    flowContextOf,
    async sharedFlowContextOf(corpId: string, taskId: string): Promise<SharedFlowContext> {
      // An empty user id stands for no requester.
      const { involvement: _involvement, ...shared } = await flowContextOf(corpId, taskId, '')
      return shared
    },
  }
}

/** Prepared, as it runs all the time: building it takes as long as sending it. */
function questionTo(database: Database) {
  return database
    .select({
      flow: flowColumns,
      people: peopleOf(sql`wanted`),
      reminders: sql<FlowContext['reminders']>`(
        select ${listOf(
          sql`'id', u.id, 'userId', u.user_id, 'name', u.name, 'recipients', u.recipients,
            'at', u.at`,
          sql`u.at desc, u.id desc`,
        )} from (
          select * from ${reminders} as all_reminders
          where all_reminders.corp_id = wanted.corp_id and all_reminders.task_id = wanted.task_id
          order by all_reminders.at desc, all_reminders.id desc limit ${maxReminders}
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
      involvement: involvementColumns,
    })
    .from(
      sql`(select
        ${sql.placeholder('corpId')}::text as corp_id,
        ${sql.placeholder('taskId')}::text as task_id,
        ${sql.placeholder('userId')}::text as user_id
      ) as wanted`,
    )
    .leftJoin(flows, sql`${flows.corpId} = wanted.corp_id and ${flows.taskId} = wanted.task_id`)
    .prepare('flow_context')
}

function listOf(fields: SQL, order: SQL): SQL {
  return sql`coalesce(json_agg(json_build_object(${fields}) order by ${order}), '[]')`
}
