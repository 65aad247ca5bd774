import { foreignKey, index, integer, pgTable, primaryKey } from 'drizzle-orm/pg-core'
import { text, time } from '#proxy/store/columns.ts'
import { flows } from '#proxy/store/schema.ts'

/** Flows under way, with when the server reads them by itself. */
export const sweeps = pgTable(
  'sweeps',
  {
    corpId: text('corp_id').notNull(),
    taskId: text('task_id').notNull(),
    /** When something happened last, as far as is known. */
    activeAt: time('active_at').notNull(),
    /** When it was read last, or remembered first. */
    readAt: time('read_at').notNull(),
    nextAt: time('next_at').notNull(),
  },
  (sweep) => [
    primaryKey({ columns: [sweep.corpId, sweep.taskId] }),
    foreignKey({
      columns: [sweep.corpId, sweep.taskId],
      foreignColumns: [flows.corpId, flows.taskId],
    }).onDelete('cascade'),
    index('sweeps_due').on(sweep.nextAt),
  ],
)

/** How many calls of a day were used up. */
export const sweepBudgets = pgTable('sweep_budgets', {
  corpId: text('corp_id').primaryKey(),
  /** When it began. */
  day: time('day').notNull(),
  used: integer('used').notNull(),
})
