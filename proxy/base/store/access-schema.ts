import { boolean, index, pgTable, primaryKey, uniqueIndex } from 'drizzle-orm/pg-core'
import { text, time } from './columns.ts'

/** People whom a signed link lets see a flow. */
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

/** People with lasting access to a flow. */
export const flowViewers = pgTable(
  'flow_viewers',
  {
    corpId: text('corp_id').notNull(),
    userId: text('user_id').notNull(),
    taskId: text('task_id').notNull(),
    /** Why: a granted request, or an approval of DingTalk that the person started or decides on. */
    reason: text('reason').$type<'asked' | 'approval' | 'approver'>().notNull(),
    at: time('at').notNull(),
  },
  (viewer) => [primaryKey({ columns: [viewer.corpId, viewer.userId, viewer.taskId] })],
)

export const accessRequests = pgTable(
  'access_requests',
  {
    id: text('id').primaryKey(),
    corpId: text('corp_id').notNull(),
    taskId: text('task_id').notNull(),
    userId: text('user_id').notNull(),
    /** The person's name at that time. */
    name: text('name').notNull(),
    state: text('state').$type<'open' | 'granted' | 'refused'>().notNull(),
    askedAt: time('asked_at').notNull(),
    changedAt: time('changed_at').notNull(),
    decidedBy: text('decided_by'),
    /** Whether admins decide, as the initiator could not be notified. */
    isForAdmins: boolean('is_for_admins').notNull().default(false),
  },
  (request) => [
    uniqueIndex('access_requests_by_flow').on(request.corpId, request.taskId, request.userId),
    index('access_requests_by_person').on(request.corpId, request.userId, request.askedAt),
    index('access_requests_by_change').on(request.changedAt),
  ],
)
