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

/** Levels of a stored value; Postgres and `JSON.stringify` fail at some thousands. */
const maxLevels = 200

/** A value as JSON that Postgres accepts: what lies deeper than `maxLevels` becomes null. */
export function jsonText(value: unknown): string {
  const shallow = isTooDeep(value, maxLevels) ? cut(value, maxLevels) : value
  const written = JSON.stringify(shallow)
  if (!unstorable.test(written)) return written
  return JSON.stringify(shallow, (_name, inner: unknown) => {
    if (typeof inner === 'string') return storable(inner)
    if (typeof inner !== 'object' || inner === null || Array.isArray(inner)) return inner
    return Object.fromEntries(Object.entries(inner).map(([name, each]) => [storable(name), each]))
  })
}

function isTooDeep(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return false
  return levels === 0 || Object.values(value).some((inner) => isTooDeep(inner, levels - 1))
}

function cut(value: unknown, levels: number): unknown {
  if (typeof value !== 'object' || value === null) return value
  if (levels === 0) return null
  if (Array.isArray(value)) return value.map((inner) => cut(inner, levels - 1))
  const entries = Object.entries(value).map(([name, inner]) => [name, cut(inner, levels - 1)])
  return Object.fromEntries(entries)
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
