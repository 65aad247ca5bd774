import { and, desc, eq, sql, type SQL } from 'drizzle-orm'
import type { AnyPgColumn } from 'drizzle-orm/pg-core'
import type { Database } from './database.ts'
import { flowColumns, isFlow, toRecord } from './flow-row.ts'
import type { Dossier } from './registry.ts'
import { flowPeople, flows, flowViews, urges } from './schema.ts'

const mostUrges = 20

/** One question to the database, for it is asked each time that somebody looks at a flow. */
export async function readDossier(
  database: Database,
  corpId: string,
  taskId: string,
  userId: string,
): Promise<Dossier> {
  const isOf = (table: { corpId: AnyPgColumn; taskId: AnyPgColumn }, more?: SQL) =>
    and(eq(table.corpId, corpId), eq(table.taskId, taskId), more)
  const latestUrges = database
    .select()
    .from(urges)
    .where(isOf(urges))
    .orderBy(desc(urges.at), desc(urges.id))
    .limit(mostUrges)
    .as('latest_urges')
  const latestOpenings = database
    .select({ at: flowViews.at })
    .from(flowViews)
    .where(isOf(flowViews, eq(flowViews.userId, userId)))
    .orderBy(desc(flowViews.id))
    .limit(2)
    .as('latest_openings')
  const [row] = await database
    .select({
      flow: flowColumns,
      people: sql<Dossier['people']>`(
        select ${listOf(
          sql`'role', ${flowPeople.role}, 'name', ${flowPeople.name}, 'userId', ${flowPeople.userId},
            'account', ${flowPeople.account}, 'order', ${flowPeople.signOrder},
            'requirement', ${flowPeople.requirement}, 'isWaitedFor', ${flowPeople.isWaitedFor}`,
          sql`${flowPeople.position}`,
        )} from ${flowPeople} where ${isOf(flowPeople)}
      )`,
      urges: sql<Dossier['urges']>`(
        select ${listOf(
          sql`'id', ${latestUrges.id}, 'userId', ${latestUrges.userId}, 'name', ${latestUrges.name},
            'recipients', ${latestUrges.recipients}, 'at', ${latestUrges.at}`,
          sql`${latestUrges.at} desc, ${latestUrges.id} desc`,
        )} from ${latestUrges}
      )`,
      openings: sql<number[]>`(
        select coalesce(json_agg(${latestOpenings.at} order by ${latestOpenings.at} desc), '[]')
        from ${latestOpenings}
      )`,
    })
    .from(sql`(select 1) as one`)
    .leftJoin(flows, isFlow(corpId, taskId))
  if (row === undefined) throw new Error('a select of one row answered none')
  return { ...row, flow: row.flow === null ? null : toRecord(row.flow) }
}

function listOf(fields: SQL, order: SQL): SQL {
  return sql`coalesce(json_agg(json_build_object(${fields}) order by ${order}), '[]')`
}
