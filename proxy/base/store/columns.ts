import { ilike, type SQL, sql } from 'drizzle-orm'
import { bigint, customType, type PgColumn } from 'drizzle-orm/pg-core'

export const text = customType<{ data: string; driverData: string }>({
  dataType: () => 'text',
  toDriver: storable,
})

/** JSON; a string stays a string, even one that looks like a number. */
export const json = customType<{ data: unknown; driverData: unknown }>({
  dataType: () => 'jsonb',
  toDriver: jsonText,
})

export const time = (name: string) => bigint(name, { mode: 'number' })

/** How JSON escapes what `storable` removes; rarely also matches a literal text. */
const unstorable = /\\u(?:0000|d[89a-f])/

/** A value as JSON that Postgres accepts. */
export function jsonText(value: unknown): string {
  const written = JSON.stringify(value)
  if (!unstorable.test(written)) return written
  return JSON.stringify(value, (_key, inner: unknown) =>
    typeof inner === 'string' ? storable(inner) : inner,
  )
}

/** Makes a text acceptable to Postgres: without NUL and lone surrogates. */
export function storable(value: string): string {
  return value.replaceAll('\0', '').toWellFormed()
}

/** Whether a column contains a text, in either case; undefined if nothing is wanted. */
export function contains(column: PgColumn, part: string | undefined): SQL | undefined {
  const wanted = storable(part ?? '').trim()
  return wanted === '' ? undefined : ilike(column, `%${wanted.replace(/[\\%_]/g, '\\$&')}%`)
}

export function storableOrNull(value: string | null | undefined): string | null {
  return value === undefined || value === null ? null : storable(value)
}

/** Epoch milliseconds by the database clock, which all instances share. */
export const databaseNow = sql<number>`(extract(epoch from clock_timestamp()) * 1000)::bigint`
