import { getTableColumns, sql, type SQL } from 'drizzle-orm'
import type { PgTable } from 'drizzle-orm/pg-core'
import { jsonText } from './columns.ts'

/**
 * Building a statement with a parameter for each value costs the event loop more than the database.
 */

/**
 * Rows as one parameter, to select from.
 * @param types Postgres types of the fields
 */
export function rowsOf(rows: readonly object[], types: Readonly<Record<string, string>>): SQL {
  const fields = Object.entries(types).map(
    ([name, type]) => sql`${sql.identifier(name)} ${sql.raw(type)}`,
  )
  return sql`json_to_recordset(${jsonText(rows)}::json) as row(${sql.join(fields, sql`, `)})`
}

/**
 * Rows as one parameter, for `insert(table).select()`.
 * @param rows with a value for every column of the table
 */
export function newRows<Table extends PgTable>(
  table: Table,
  rows: readonly Required<Table['$inferInsert']>[],
): SQL {
  const columns = Object.entries(getTableColumns(table))
  const types = Object.fromEntries(columns.map(([name, column]) => [name, column.getSQLType()]))
  const fields = columns.map(([name]) => sql`row.${sql.identifier(name)}`)
  return sql`select ${sql.join(fields, sql`, `)} from ${rowsOf(rows, types)}`
}
