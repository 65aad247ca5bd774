import { boolean, index, pgTable, primaryKey, uniqueIndex } from 'drizzle-orm/pg-core'
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

/** Who else may see a flow, for good. */
export const flowViewers = pgTable(
  'flow_viewers',
  {
    corpId: text('corp_id').notNull(),
    userId: text('user_id').notNull(),
    taskId: text('task_id').notNull(),
    /** What let the person in: a request that was granted, or a DingTalk approval. */
    reason: text('reason').$type<'asked' | 'approval'>().notNull(),
    at: time('at').notNull(),
  },
  (viewer) => [primaryKey({ columns: [viewer.corpId, viewer.userId, viewer.taskId] })],
)

/** Who asked to see which flow, be there such a flow or not. */
export const accessRequests = pgTable(
  'access_requests',
  {
    id: text('id').primaryKey(),
    corpId: text('corp_id').notNull(),
    taskId: text('task_id').notNull(),
    userId: text('user_id').notNull(),
    /** The person's, as it was then. */
    name: text('name').notNull(),
    state: text('state').$type<'open' | 'granted' | 'refused'>().notNull(),
    askedAt: time('asked_at').notNull(),
    /** When it was asked, or decided after that. */
    changedAt: time('changed_at').notNull(),
    /** User id of who decided. */
    decidedBy: text('decided_by'),
    /** Whether the initiator could not be told, so that admins are asked. */
    isForAdmins: boolean('is_for_admins').notNull().default(false),
  },
  (request) => [
    uniqueIndex('access_requests_by_flow').on(request.corpId, request.taskId, request.userId),
    index('access_requests_by_person').on(request.corpId, request.userId, request.askedAt),
    index('access_requests_by_change').on(request.changedAt),
  ],
)
