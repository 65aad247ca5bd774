import { sql, type SQL } from 'drizzle-orm'
import type { PgColumn } from 'drizzle-orm/pg-core'
import { jsonText } from './columns.ts'

/**
 * Building a statement with a parameter for each value costs the event loop more than the database.
 */

/**
 * Rows as one parameter, to select from.
 * @param rows the rows, or their JSON
 * @param types Postgres types of the fields
 */
export function rowsOf(
  rows: readonly object[] | SQL,
  types: Readonly<Record<string, string>>,
): SQL {
  const fields = Object.entries(types).map(
    ([name, type]) => sql`${sql.identifier(name)} ${sql.raw(type)}`,
  )
  const written = Array.isArray(rows) ? jsonText(rows) : rows
  return sql`json_to_recordset(${written}::json) as row(${sql.join(fields, sql`, `)})`
}

/** For an insert: the names of a table's columns, and rows with a value for each of them. */
export function insertedRows(
  columns: Readonly<Record<string, PgColumn>>,
  json: SQL,
): { names: SQL; values: SQL; rows: SQL } {
  const fields = Object.entries(columns)
  const types = Object.fromEntries(fields.map(([name, column]) => [name, column.getSQLType()]))
  const names = fields.map(([, column]) => sql.identifier(column.name))
  const values = fields.map(([name]) => sql`row.${sql.identifier(name)}`)
  const rows = rowsOf(json, types)
  return { names: sql.join(names, sql`, `), values: sql.join(values, sql`, `), rows }
}
