import { foreignKey, index, integer, pgTable, primaryKey } from 'drizzle-orm/pg-core'
import { text, time } from '#proxy/base/store/columns.ts'
import { flows } from '#proxy/base/store/schema.ts'

export const sweeps = pgTable(
  'sweeps',
  {
    corpId: text('corp_id').notNull(),
    taskId: text('task_id').notNull(),
    /** When something last happened, as far as known. */
    activeAt: time('active_at').notNull(),
    /** When it was last read, or first stored. */
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

export const sweepBudgets = pgTable('sweep_budgets', {
  corpId: text('corp_id').primaryKey(),
  /** Start of the day. */
  day: time('day').notNull(),
  used: integer('used').notNull(),
})
