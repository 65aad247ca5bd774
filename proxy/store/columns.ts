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
  toDriver: (value) =>
    JSON.stringify(value, (_key, inner: unknown) =>
      typeof inner === 'string' ? storable(inner) : inner,
    ),
})

/** Epoch milliseconds. */
export const time = (name: string) => bigint(name, { mode: 'number' })

/** A text as Postgres takes it: without NUL, and without halves of surrogate pairs. */
export function storable(value: string): string {
  return value.replaceAll('\0', '').toWellFormed()
}

/** The time by the clock of the database, which all instances share; epoch milliseconds. */
export const databaseNow = sql<number>`(extract(epoch from clock_timestamp()) * 1000)::bigint`
