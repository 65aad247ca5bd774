import { and, eq, sql, type AnyColumn, type SQL } from 'drizzle-orm'
import { storable } from './columns.ts'

export type FlowKey = { corpId: string; taskId: string }

/** Key of a flow in maps. */
export function keyTextOf({ corpId, taskId }: FlowKey): string {
  return JSON.stringify([corpId, taskId])
}

type FlowColumns = { corpId: AnyColumn; taskId: AnyColumn }

export function isAbout(table: FlowColumns, { corpId, taskId }: FlowKey): SQL | undefined {
  return and(eq(table.corpId, corpId), eq(table.taskId, taskId))
}

export function isOneOf(table: FlowColumns, keys: readonly FlowKey[]): SQL {
  const corpIds = sql.param(keys.map(({ corpId }) => storable(corpId)))
  const taskIds = sql.param(keys.map(({ taskId }) => storable(taskId)))
  return sql`(${table.corpId}, ${table.taskId}) in (
    select * from unnest(${corpIds}::text[], ${taskIds}::text[]))`
}
