import { index, pgTable, primaryKey } from 'drizzle-orm/pg-core'
import { text, time } from './columns.ts'

/** Whom a signed link lets see a flow. */
export const flowGrants = pgTable(
  'flow_grants',
  {
    corpId: text('corp_id').notNull(),
    userId: text('user_id').notNull(),
    taskId: text('task_id').notNull(),
    until: time('until').notNull(),
  },
  (grant) => [
    primaryKey({ columns: [grant.corpId, grant.userId, grant.taskId] }),
    index('flow_grants_by_end').on(grant.until),
  ],
)
