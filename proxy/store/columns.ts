import { sql } from 'drizzle-orm'
import { bigint, customType } from 'drizzle-orm/pg-core'

/** Text as others sent it. */
export const text = customType<{ data: string; driverData: string }>({
  dataType: () => 'text',
  toDriver: storable,
})

/** JSON; a text stays a text, even one that looks like a number. */
export const json = customType<{ data: unknown; driverData: unknown }>({
  dataType: () => 'jsonb',
  toDriver: jsonText,
})

/** Epoch milliseconds. */
export const time = (name: string) => bigint(name, { mode: 'number' })

/** How JSON writes what `storable` leaves out; also, seldom, a text that only looks like it. */
const unstorable = /\\u(?:0000|d[89a-f])/

/** A value as JSON that Postgres takes. */
export function jsonText(value: unknown): string {
  const written = JSON.stringify(value)
  if (!unstorable.test(written)) return written
  return JSON.stringify(value, (_key, inner: unknown) =>
    typeof inner === 'string' ? storable(inner) : inner,
  )
}

/** A text as Postgres takes it: without NUL, and without halves of surrogate pairs. */
export function storable(value: string): string {
  return value.replaceAll('\0', '').toWellFormed()
}

export function storableOrNull(value: string | null | undefined): string | null {
  return value === undefined || value === null ? null : storable(value)
}

/** The time by the clock of the database, which all instances share; epoch milliseconds. */
export const databaseNow = sql<number>`(extract(epoch from clock_timestamp()) * 1000)::bigint`
