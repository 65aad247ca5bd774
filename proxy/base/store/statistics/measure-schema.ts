import { bigint, doublePrecision, pgTable, primaryKey } from 'drizzle-orm/pg-core'
import type { Measure } from '#shared/rules/codes/field-numbers.ts'
import { text, time } from '#proxy/base/store/columns.ts'

/** What all instances counted of each measure, hour by hour. */
export const fieldNumbers = pgTable(
  'field_numbers',
  {
    /** Its beginning. */
    hour: time('hour').notNull(),
    measure: text('measure').$type<Measure>().notNull(),
    count: bigint('count', { mode: 'number' }).notNull(),
    good: bigint('good', { mode: 'number' }).notNull(),
    sum: doublePrecision('sum').notNull(),
  },
  (number) => [primaryKey({ columns: [number.hour, number.measure] })],
)
