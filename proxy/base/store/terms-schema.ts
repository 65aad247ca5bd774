import {
  boolean,
  date,
  foreignKey,
  index,
  integer,
  numeric,
  pgTable,
  primaryKey,
} from 'drizzle-orm/pg-core'
import type { Length } from '#shared/rules/terms/length.ts'
import type { Term } from '#shared/rules/terms/terms.ts'
import { json, text, time } from './columns.ts'
import { flows } from './schema.ts'

/** What people entered of the time that a contract runs. Days are of the organisation's zone. */
export const contractTerms = pgTable(
  'contract_terms',
  {
    corpId: text('corp_id').notNull(),
    taskId: text('task_id').notNull(),
    /** Another one after each change. */
    version: text('version').notNull(),
    /** When it was completed, from which a length without a begin is counted. */
    signedOn: date('signed_on').notNull(),
    number: text('number'),
    counterparty: text('counterparty'),
    amount: numeric('amount', { precision: 17, scale: 2 }),
    currency: text('currency').notNull(),
    begins: date('begins'),
    ends: date('ends'),
    length: json('length').$type<Length>(),
    isFirstDayCounted: boolean('is_first_day_counted').notNull(),
    notice: json('notice').$type<Length>(),
    noticeBy: date('notice_by'),
    renewal: json('renewal').$type<NonNullable<Term['renewal']>>(),
    changedAt: time('changed_at').notNull(),
  },
  (terms) => [
    primaryKey({ columns: [terms.corpId, terms.taskId] }),
    foreignKey({
      columns: [terms.corpId, terms.taskId],
      foreignColumns: [flows.corpId, flows.taskId],
    }).onDelete('cascade'),
  ],
)

/** Dates to remember. */
export const termDates = pgTable(
  'term_dates',
  {
    corpId: text('corp_id').notNull(),
    taskId: text('task_id').notNull(),
    position: integer('position').notNull(),
    name: text('name').notNull(),
    on: date('on').notNull(),
    /** Null for once. */
    everyMonths: integer('every_months'),
  },
  (dates) => [
    primaryKey({ columns: [dates.corpId, dates.taskId, dates.position] }),
    foreignKey({
      columns: [dates.corpId, dates.taskId],
      foreignColumns: [contractTerms.corpId, contractTerms.taskId],
    }).onDelete('cascade'),
  ],
)

/** Who looks after a contract: they may open it and change its terms. */
export const termKeepers = pgTable(
  'term_keepers',
  {
    corpId: text('corp_id').notNull(),
    taskId: text('task_id').notNull(),
    userId: text('user_id').notNull(),
    name: text('name').notNull(),
    position: integer('position').notNull(),
  },
  (keepers) => [
    primaryKey({ columns: [keepers.corpId, keepers.taskId, keepers.userId] }),
    foreignKey({
      columns: [keepers.corpId, keepers.taskId],
      foreignColumns: [contractTerms.corpId, contractTerms.taskId],
    }).onDelete('cascade'),
    index('term_keepers_by_user').on(keepers.corpId, keepers.userId, keepers.taskId),
  ],
)
